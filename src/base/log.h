// Log lines, for people who mend things. One line per event, written whole, to stderr.
//
// Errors and warnings are sentences that whoever uses the program can act on. From level INFO on, a
// line also carries time, level and the place in the source.
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

// Lines above this level are dropped. Default: WARN; the environment's RESPITE_LOG
// (error|warn|info|debug) wins over it.
void log_set_level(enum log_level level);

// Every kept line also goes to `sink` (NULL: none), without its newline. The sink may be called
// from any thread; calls are serialised. It must not log.
void log_set_sink(void (*sink)(void *user, enum log_level level, const char *line), void *user);

// Any thread. Lines longer than 1000 bytes are cut.
__attribute__((format(printf, 4, 5))) void log_write(enum log_level level, const char *file,
                                                     int line, const char *format, ...);

#define LOG_ERROR(...) log_write(LOG_LEVEL_ERROR, __FILE__, __LINE__, __VA_ARGS__)
#define LOG_WARN(...)  log_write(LOG_LEVEL_WARN, __FILE__, __LINE__, __VA_ARGS__)
#define LOG_INFO(...)  log_write(LOG_LEVEL_INFO, __FILE__, __LINE__, __VA_ARGS__)
#define LOG_DEBUG(...) log_write(LOG_LEVEL_DEBUG, __FILE__, __LINE__, __VA_ARGS__)

#endif
