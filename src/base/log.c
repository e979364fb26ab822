#include "base/log.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const level_names[] = {"error", "warn", "info", "debug"};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static atomic_int max_level = LOG_LEVEL_WARN;
static atomic_bool is_level_from_environment;
static void (*the_sink)(void *user, enum log_level level, const char *line);
static void *the_sink_user;

static void read_environment(void)
{
    const char *wanted = getenv("RESPITE_LOG");
    for (int i = 0; wanted && i < 4; i++) {
        if (strcmp(wanted, level_names[i]) == 0) {
            atomic_store(&max_level, i);
            atomic_store(&is_level_from_environment, true);
        }
    }
}

void log_set_level(enum log_level level)
{
    pthread_once(&once, read_environment);
    if (!atomic_load(&is_level_from_environment)) {
        atomic_store(&max_level, (int)level);
    }
}

void log_set_sink(void (*sink)(void *user, enum log_level level, const char *line), void *user)
{
    pthread_mutex_lock(&lock);
    the_sink = sink;
    the_sink_user = user;
    pthread_mutex_unlock(&lock);
}

void log_write(enum log_level level, const char *file, int line, const char *format, ...)
{
    pthread_once(&once, read_environment);
    if ((int)level > atomic_load(&max_level)) {
        return;
    }
    char text[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);

    pthread_mutex_lock(&lock);
    if (atomic_load(&max_level) <= LOG_LEVEL_WARN) {
        fprintf(stderr, "respite: %s\n", text); // for whoever uses the program
    } else {
        fprintf(stderr, "[%9.3f] %s: %s (%s:%d)\n", (double)clock_now_ns() / NS_PER_S,
                level_names[level], text, file, line);
    }
    if (the_sink) {
        the_sink(the_sink_user, level, text);
    }
    pthread_mutex_unlock(&lock);
}
