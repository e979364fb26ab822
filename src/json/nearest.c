#include "json/json.h"

#include <ctype.h>
#include <string.h>

enum { WORD_MAX = 48 }; // no key of ours is longer; a longer word is near to none

static int least(int a, int b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

// Damerau-Levenshtein distance in its "optimal string alignment" form (Damerau, 1964): letters
// added, left out, changed, or two neighbours swapped each count one. Case does not count.
static int distance(const char *a, int a_length, const char *b, int b_length)
{
    int rows[3][WORD_MAX + 1]; // of the matrix: i - 2, i - 1, i, in turn
    for (int j = 0; j <= b_length; j++) {
        rows[0][j] = j;
    }
    for (int i = 1; i <= a_length; i++) {
        int *row = rows[i % 3];
        const int *last = rows[(i + 2) % 3];
        const int *older = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= b_length; j++) {
            const int change = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
            row[j] = least(change, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1])) {
                row[j] = least(row[j], older[j - 2] + 1);
            }
        }
    }
    return rows[a_length % 3][b_length];
}

const char *json_nearest(const char *word, const char *const *names)
{
    const size_t length = strlen(word);
    if (length > WORD_MAX) {
        return NULL;
    }
    const char *best = NULL;
    int best_distance = WORD_MAX;
    for (; *names; names++) {
        const size_t name_length = strlen(*names);
        if (name_length > WORD_MAX) {
            continue;
        }
        const int apart = distance(word, (int)length, *names, (int)name_length);
        const int longer = (int)(length > name_length ? length : name_length);
        if (apart * 3 <= longer && apart < best_distance) {
            best = *names;
            best_distance = apart;
        }
    }
    return best;
}
