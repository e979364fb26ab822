// Text for an X11 window's title. Xlib takes UTF-8 only in a UTF-8 locale, and this program stays
// in the C locale so that numbers read alike everywhere; so accents are dropped there.
#ifndef MIRROR_TITLE_H
#define MIRROR_TITLE_H

#include <stddef.h>

// Writes `utf8` in ASCII: letters of western Europe without their accents, dashes and quotes plain,
// anything else as '?'. Cut to fit.
void mirror_title_plain(const char *utf8, char *out, size_t size);

#endif
