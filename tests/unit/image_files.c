#include "base/mem.h"
#include "image/check.h"
#include "image/compare.h"
#include "image/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static char folder[] = "image-files-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/picture", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

// Slopes, noise and flat parts, so that every branch of the encoder is taken.
static void paint(struct image *image, bool is_opaque)
{
    uint32_t noise = 1;
    for (uint32_t y = 0; y < image->height_px; y++) {
        for (uint32_t x = 0; x < image->width_px; x++) {
            noise = noise * 1664525u + 1013904223u;
            uint8_t *p = image->rgba + 4 * ((size_t)y * image->width_px + x);
            const bool is_noisy = x > image->width_px / 2 && y > image->height_px / 2;
            p[0] = is_noisy ? (uint8_t)(noise >> 24) : (uint8_t)(x * 3);
            p[1] = is_noisy ? (uint8_t)(noise >> 16) : (uint8_t)(y * 2);
            p[2] = x < image->width_px / 3 ? 200 : (uint8_t)(x + y);
            p[3] = is_opaque ? 255 : (uint8_t)(x ^ y);
        }
    }
}

static size_t load(const char *name, uint8_t *out, size_t room)
{
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    const size_t got = fread(out, 1, room, file);
    fclose(file);
    return got;
}

static void what_is_written_as_png_is_read_back_exactly(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{1, 1}, {2, 3}, {7, 5}, {255, 33}, {640, 480}, {1, 999}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int is_opaque = 0; is_opaque < 2; is_opaque++) {
            struct image made = {0}, read = {0};
            struct image_difference difference;
            char text[IMAGE_TEXT_BYTES] = "";
            assert_int_equal(image_init(&made, sizes[i][0], sizes[i][1]), ERR_OK);
            paint(&made, is_opaque);
            assert_int_equal(image_write_png(&made, path), ERR_OK);
            assert_int_equal(image_read(&read, path, text), ERR_OK);
            assert_int_equal(image_compare(&made, &read, 0, &difference), ERR_OK);
            assert_int_equal(difference.max, 0);
            image_fini(&made);
            image_fini(&read);
        }
    }
    assert_int_equal(mem_live(), 0);
}

static void a_smooth_picture_packs_well(void **state)
{
    (void)state;
    struct image made = {0};
    assert_int_equal(image_init(&made, 512, 512), ERR_OK);
    for (size_t i = 0; i < (size_t)512 * 512; i++) {
        const uint8_t level = (uint8_t)(i / 512 / 2);
        memcpy(made.rgba + i * 4, (uint8_t[]){level, 90, 120, 255}, 4);
    }
    assert_int_equal(image_write_png(&made, path), ERR_OK);
    static uint8_t bytes[1 << 20];
    assert_true(load(path, bytes, sizeof bytes) < 16 * 1024);
    image_fini(&made);
}

static void a_jpeg_comes_back_nearly_the_same(void **state)
{
    (void)state;
    struct image made = {0}, read = {0};
    struct image_difference difference;
    assert_int_equal(image_init(&made, 64, 48), ERR_OK);
    for (size_t i = 0; i < (size_t)64 * 48; i++) {
        memcpy(made.rgba + i * 4, (uint8_t[]){(uint8_t)(i % 64 * 3), (uint8_t)(i / 64), 90, 255},
               4);
    }
    assert_int_equal(image_write_jpeg(&made, path), ERR_OK);
    assert_int_equal(image_read(&read, path, NULL), ERR_OK);
    assert_int_equal(image_compare(&made, &read, 8, &difference), ERR_OK);
    assert_true(difference.mean < 2.0);
    image_fini(&made);
    image_fini(&read);
}

static void a_file_that_is_no_picture_is_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        const char *reason;
    } cases[] = {
        {"", 0, "neither a PNG nor a JPEG"},
        {"GIF89a....", 10, "neither a PNG nor a JPEG"},
        {"\x89PNG\r\n\x1a\n", 8, "cut short"},
        {"\xff\xd8\xff\xe0", 4, "cut short"},
        {"\xff\xd8\xff\xd9", 4, "cannot be read"},
        {"\xff\xd8\xff\xc4\x00\x14\x00\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\xff\xd9", 26,
         "contradict"}, // 510 codes
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct image image = {0};
        char text[IMAGE_TEXT_BYTES] = "";
        assert_int_equal(image_read_bytes(&image, cases[i].bytes, cases[i].size, "photo.png", text),
                         ERR_BAD_DATA);
        assert_non_null(strstr(text, cases[i].reason));
        assert_non_null(strstr(text, "photo.png"));
        image_fini(&image);
    }
    struct image image = {0};
    char text[IMAGE_TEXT_BYTES] = "";
    assert_int_equal(image_read(&image, "/nowhere/at-all.png", text), ERR_IO);
    assert_non_null(strstr(text, "/nowhere/at-all.png"));
}

static size_t make_file(uint8_t *bytes, size_t room, bool is_png)
{
    struct image made = {0};
    assert_int_equal(image_init(&made, 40, 30), ERR_OK);
    paint(&made, false);
    assert_int_equal(is_png ? image_write_png(&made, path) : image_write_jpeg(&made, path), ERR_OK);
    image_fini(&made);
    return load(path, bytes, room);
}

static void every_cut_and_every_flipped_bit_of_a_png_is_noticed(void **state)
{
    (void)state;
    static uint8_t bytes[1 << 16];
    const size_t size = make_file(bytes, sizeof bytes, true);
    for (size_t cut = 0; cut < size; cut++) {
        struct image image = {0};
        assert_int_equal(image_read_bytes(&image, bytes, cut, "p", NULL), ERR_BAD_DATA);
        image_fini(&image);
    }
    for (size_t bit = 0; bit < size * 8; bit++) {
        struct image image = {0};
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(image_read_bytes(&image, bytes, size, "p", NULL), ERR_BAD_DATA);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        image_fini(&image);
    }
    assert_int_equal(mem_live(), 0);
}

static void a_damaged_jpeg_never_crashes_and_a_cut_one_is_noticed(void **state)
{
    (void)state;
    static uint8_t bytes[1 << 16];
    const size_t size = make_file(bytes, sizeof bytes, false);
    for (size_t cut = 0; cut < size; cut++) {
        struct image image = {0};
        assert_int_equal(image_read_bytes(&image, bytes, cut, "p", NULL), ERR_BAD_DATA);
        image_fini(&image);
    }
    for (size_t bit = 0; bit < size * 8; bit++) {
        struct image image = {0};
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        const enum err err = image_read_bytes(&image, bytes, size, "p", NULL);
        assert_true(err == ERR_OK || err == ERR_BAD_DATA || err == ERR_NO_MEMORY);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        image_fini(&image);
    }
    assert_int_equal(mem_live(), 0);
}

// 16,384 on a side would be a gibibyte.
static void a_picture_that_claims_to_be_huge_takes_no_memory(void **state)
{
    (void)state;
    static const uint8_t head[] = {
        0x89, 'P',  'N',  'G',  '\r', '\n', 0x1a, '\n', 0,   0,   0,   13,   'I',  'H',  'D',
        'R',  0,    0,    0x40, 0,    0,    0,    0x40, 0,   8,   6,   0,    0,    0,    0xe8,
        0xf8, 0x02, 0xa3, 0,    0,    0,    0,    'I',  'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82,
    };
    uint8_t bytes[sizeof head];
    memcpy(bytes, head, sizeof head);
    const uint32_t sum = image_check_sum(bytes + 12, 17);
    for (int i = 0; i < 4; i++) {
        bytes[29 + i] = (uint8_t)(sum >> (24 - 8 * i));
    }
    struct image image = {0};
    char text[IMAGE_TEXT_BYTES] = "";
    assert_int_equal(image_read_bytes(&image, bytes, sizeof bytes, "p", text), ERR_BAD_DATA);
    assert_null(image.rgba);
    assert_non_null(strstr(text, "16384x16384 is larger"));
    assert_int_equal(image_init(&image, 16385, 1), ERR_BAD_DATA);
    assert_int_equal(image_init(&image, 16384, 16384), ERR_BAD_DATA);
    assert_int_equal(image_init(&image, 0, 1), ERR_BAD_DATA);
}

static uint8_t *put_chunk(uint8_t *out, const char *type, const uint8_t *bytes, size_t size)
{
    for (int i = 0; i < 4; i++) {
        out[i] = (uint8_t)(size >> (24 - 8 * i));
    }
    memcpy(out + 4, type, 4);
    if (size > 0) {
        memcpy(out + 8, bytes, size);
    }
    const uint32_t sum = image_check_sum(out + 4, size + 4);
    for (int i = 0; i < 4; i++) {
        out[8 + size + (size_t)i] = (uint8_t)(sum >> (24 - 8 * i));
    }
    return out + 12 + size;
}

// One pixel, with sixteen megabytes behind it that pack into a hundred kilobytes.
static void a_small_file_that_unpacks_to_a_large_one_is_refused(void **state)
{
    (void)state;
    static const uint8_t head[13] = {0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0};
    const size_t unpacked_bytes = (size_t)16 * 1024 * 1024;
    uint8_t *zeros = mem_alloc(unpacked_bytes, 1);
    uLongf packed_bytes = compressBound(unpacked_bytes);
    uint8_t *packed = mem_alloc(packed_bytes, 1);
    assert_non_null(zeros);
    assert_non_null(packed);
    assert_int_equal(compress(packed, &packed_bytes, zeros, unpacked_bytes), Z_OK);
    mem_free(zeros);
    assert_true(packed_bytes < 256 * 1024);

    uint8_t *file = mem_alloc(packed_bytes + 100, 1);
    assert_non_null(file);
    memcpy(file, "\x89PNG\r\n\x1a\n", 8);
    uint8_t *end = put_chunk(file + 8, "IHDR", head, sizeof head);
    end = put_chunk(end, "IDAT", packed, packed_bytes);
    end = put_chunk(end, "IEND", NULL, 0);
    struct image image = {0};
    assert_int_equal(image_read_bytes(&image, file, (size_t)(end - file), "p", NULL), ERR_BAD_DATA);
    image_fini(&image);
    mem_free(packed);
    mem_free(file);
    assert_int_equal(mem_live(), 0);
}

static void reading_and_writing_survive_every_single_allocation_failure(void **state)
{
    (void)state;
    struct image made = {0};
    assert_int_equal(image_init(&made, 20, 20), ERR_OK);
    paint(&made, true);
    enum err err = ERR_NO_MEMORY;
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 1000; nth++) {
        mem_fail_at(nth);
        const long live = mem_live();
        err = image_write_png(&made, path);
        mem_fail_at(0);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(err, ERR_OK);

    const long live = mem_live();
    err = ERR_NO_MEMORY;
    for (long nth = 1; err == ERR_NO_MEMORY && nth < 1000; nth++) {
        struct image read = {0};
        mem_fail_at(nth);
        err = image_read(&read, path, NULL);
        mem_fail_at(0);
        image_fini(&read);
        assert_true(err == ERR_OK || err == ERR_NO_MEMORY);
        assert_int_equal(mem_live(), live);
    }
    assert_int_equal(err, ERR_OK);
    image_fini(&made);
}

static void comparison_tells_how_much_and_where(void **state)
{
    (void)state;
    struct image a = {0}, b = {0};
    struct image_difference difference;
    assert_int_equal(image_init(&a, 10, 10), ERR_OK);
    assert_int_equal(image_init(&b, 10, 10), ERR_OK);
    b.rgba[4 * 37 + 1] = 40;
    b.rgba[4 * 5] = 3;
    assert_int_equal(image_compare(&a, &b, 3, &difference), ERR_OK);
    assert_int_equal(difference.max, 40);
    assert_int_equal(difference.x_px, 7);
    assert_int_equal(difference.y_px, 3);
    assert_true(difference.share_above > 0.0099 && difference.share_above < 0.0101);
    assert_true(difference.mean > 0.107 && difference.mean < 0.108);
    b.width_px = 9;
    assert_int_equal(image_compare(&a, &b, 3, &difference), ERR_BAD_DATA);
    image_fini(&a);
    image_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_as_png_is_read_back_exactly),
        cmocka_unit_test(a_smooth_picture_packs_well),
        cmocka_unit_test(a_jpeg_comes_back_nearly_the_same),
        cmocka_unit_test(a_file_that_is_no_picture_is_refused_with_a_reason),
        cmocka_unit_test(every_cut_and_every_flipped_bit_of_a_png_is_noticed),
        cmocka_unit_test(a_damaged_jpeg_never_crashes_and_a_cut_one_is_noticed),
        cmocka_unit_test(a_picture_that_claims_to_be_huge_takes_no_memory),
        cmocka_unit_test(a_small_file_that_unpacks_to_a_large_one_is_refused),
        cmocka_unit_test(reading_and_writing_survive_every_single_allocation_failure),
        cmocka_unit_test(comparison_tells_how_much_and_where),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
