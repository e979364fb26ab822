// make_photo OUT.png|OUT.jpg WIDTH HEIGHT: an equirectangular picture made of nothing but
// directions.
//
// Colours are the direction itself (red right, green up, blue behind), with dark lines every 15
// degrees of latitude and longitude.
#include "image/image.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979;

static bool is_line(double deg, double step_deg)
{
    return fabs(deg / 15.0 - round(deg / 15.0)) * 15.0 < 1.5 * step_deg;
}

static void paint(struct image *image)
{
    uint8_t *out = image->rgba;
    for (uint32_t y = 0; y < image->height_px; y++) {
        const double up = pi * (0.5 - ((double)y + 0.5) / image->height_px);
        for (uint32_t x = 0; x < image->width_px; x++, out += 4) {
            const double right = 2.0 * pi * (((double)x + 0.5) / image->width_px - 0.5);
            const double d[3] = {cos(up) * sin(right), sin(up), -cos(up) * cos(right)};
            const bool dark = is_line(up * 180.0 / pi, 180.0 / image->height_px) ||
                              is_line(right * 180.0 / pi, 360.0 / image->width_px / cos(up));
            for (int c = 0; c < 3; c++) {
                out[c] = (uint8_t)lrint((0.5 + 0.5 * d[c]) * (dark ? 120.0 : 255.0));
            }
            out[3] = 255;
        }
    }
}

int main(int argc, char **argv)
{
    struct image image = {0};
    if (argc != 4 ||
        image_init(&image, (uint32_t)atoi(argv[2]), (uint32_t)atoi(argv[3])) != ERR_OK) {
        fputs("usage: make_photo OUT.png|OUT.jpg WIDTH HEIGHT\n", stderr);
        return 2;
    }
    paint(&image);
    const char *ending = strrchr(argv[1], '.');
    const enum err err = ending && strcmp(ending, ".jpg") == 0 ? image_write_jpeg(&image, argv[1])
                                                               : image_write_png(&image, argv[1]);
    image_fini(&image);
    return err == ERR_OK ? 0 : 1;
}
