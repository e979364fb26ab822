// compare_pictures EXPECTED.png GOT.png [MEAN PERCENT]: 0 when they look the same.
//
// Drivers differ in the last bits and along edges: at most 1 % of the pixels may be further off
// than 12 of 255, and the mean must be within 1.5; two pictures of one driver are held to less.
#include "image/compare.h"
#include "image/image.h"

#include <stdio.h>
#include <stdlib.h>

enum { TOLERANCE = 12 };

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 5) {
        fputs("usage: compare_pictures EXPECTED.png GOT.png [MEAN PERCENT]\n", stderr);
        return 2;
    }
    const double most_mean = argc == 5 ? strtod(argv[3], NULL) : 1.5;
    const double most_share = argc == 5 ? strtod(argv[4], NULL) / 100.0 : 0.01;
    struct image expected = {0}, got = {0};
    char why[IMAGE_TEXT_BYTES] = "";
    int result = 2;
    if (image_read(&expected, argv[1], why) != ERR_OK || image_read(&got, argv[2], why) != ERR_OK) {
        fprintf(stderr, "compare_pictures: %s\n", why);
    } else {
        struct image_difference found;
        const enum err err = image_compare(&expected, &got, TOLERANCE, &found);
        result =
            err == ERR_OK && found.mean <= most_mean && found.share_above <= most_share ? 0 : 1;
        printf(
            "mean %.3f (at most %.2f), %.3f %% of pixels off by more than %d (at most %.1f %%)\n",
            found.mean, most_mean, found.share_above * 100.0, TOLERANCE, most_share * 100.0);
    }
    image_fini(&expected);
    image_fini(&got);
    return result;
}
