// A text as JSON writes it, on stdout: what --json prints beside numbers.
#ifndef CLI_QUOTE_H
#define CLI_QUOTE_H

// With its quotes; control characters become \u00XX. `text` is UTF-8.
void cli_quote_print(const char *text);

#endif
