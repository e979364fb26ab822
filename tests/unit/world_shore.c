// The shore as values: what must be the same, what must differ, what must not move or jump.
#include "base/mem.h"
#include "world/shore.h"
#include "world/world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct scene EVENING = {
    .place = SCENE_PLACE_SHORE,
    .seed = 1,
    .minutes = 3.0f,
    .dusk_start = 0.25f,
    .dusk_end = 0.75f,
    .cloud_cover = 0.4f,
    .wind_m_s = 3.0f,
    .swell_m = 0.15f,
    .breath_swell = 0.6f,
    .warmth = 0.0f,
    .brightness = 1.0f,
    .bright_end_s = 30.0f,
    .waves_gain = 0.8f,
    .wind_gain = 0.5f,
    .gull_gain = 0.4f,
};

static const double FRAME_S = 1.0 / 72.0;

struct place {
    struct arena arena;
    struct world world;
    struct stage stage;
    struct scene scene;
};

static struct place *arrive_with(const struct scene *scene, int detail)
{
    struct place *place = mem_alloc(1, sizeof *place);
    assert_non_null(place);
    place->scene = *scene;
    assert_int_equal(world_init(&place->world, &place->scene, (enum world_detail)detail,
                                (enum world_detail)detail, &place->arena),
                     ERR_OK);
    return place;
}

static void give_back(struct place *place)
{
    arena_fini(&place->arena);
    mem_free(place);
}

// The last one.
static void leave(struct place *place)
{
    give_back(place);
    assert_int_equal(mem_live(), 0);
}

static struct world_input at_time(double scene_s)
{
    struct world_input input = {.scene_s = scene_s, .left_s = 180.0 - scene_s};
    input.gaze = pose_identity();
    input.gaze.at_m.y = 1.2f;
    return input;
}

static void run(struct place *place, double from_s, double to_s, double breath_hz)
{
    for (double s = from_s; s <= to_s; s += FRAME_S) {
        struct world_input input = at_time(s);
        input.guide.is_on = true;
        input.guide.level = 0.5f - 0.5f * (float)cos(6.2831853 * breath_hz * s);
        world_stage(&place->world, &input, &place->stage);
    }
}

static bool is_same_stage(const struct stage *a, const struct stage *b)
{
    return memcmp(&a->sky, &b->sky, sizeof a->sky) == 0 &&
           memcmp(&a->light, &b->light, sizeof a->light) == 0 &&
           memcmp(&a->water, &b->water, sizeof a->water) == 0 && a->draw_count == b->draw_count &&
           memcmp(a->draws, b->draws, (size_t)a->draw_count * sizeof a->draws[0]) == 0 &&
           a->sound_count == b->sound_count &&
           memcmp(a->sounds, b->sounds, (size_t)a->sound_count * sizeof a->sounds[0]) == 0;
}

static bool is_same_mesh(const struct stage_mesh *a, const struct stage_mesh *b)
{
    return a->vertex_count == b->vertex_count && a->index_count == b->index_count &&
           memcmp(a->vertices, b->vertices, a->vertex_count * sizeof *a->vertices) == 0 &&
           memcmp(a->indices, b->indices, a->index_count * sizeof *a->indices) == 0;
}

static void the_same_evening_comes_back(void **state)
{
    (void)state;
    struct place *first = arrive_with(&EVENING, 1);
    struct place *second = arrive_with(&EVENING, 1);
    run(first, 0.0, 20.0, 0.1);
    run(second, 0.0, 20.0, 0.1);
    assert_true(is_same_stage(&first->stage, &second->stage));
    assert_int_equal(first->world.geometry[0].mesh_count, second->world.geometry[0].mesh_count);
    for (int i = 0; i < first->world.geometry[0].mesh_count; i++) {
        assert_true(is_same_mesh(&first->world.geometry[0].meshes[i],
                                 &second->world.geometry[0].meshes[i]));
    }
    arena_fini(&second->arena);
    mem_free(second);
    leave(first);
}

static void another_seed_is_another_day(void **state)
{
    (void)state;
    struct scene other = EVENING;
    other.seed = 2;
    struct place *first = arrive_with(&EVENING, 1);
    struct place *second = arrive_with(&other, 1);
    run(first, 0.0, 1.0, 0.1);
    run(second, 0.0, 1.0, 0.1);
    assert_false(is_same_stage(&first->stage, &second->stage));
    int differing = 0;
    for (int i = 0; i < first->world.geometry[0].mesh_count; i++) {
        differing += !is_same_mesh(&first->world.geometry[0].meshes[i],
                                   &second->world.geometry[0].meshes[i]);
    }
    assert_true(differing >= 5); // sand, rocks, jetty, grass, headlands
    arena_fini(&second->arena);
    mem_free(second);
    leave(first);
}

static void every_parameter_of_the_scene_shows(void **state)
{
    (void)state;
    struct scene changed[13];
    for (size_t i = 0; i < 13; i++) {
        changed[i] = EVENING;
    }
    changed[0].dusk_start = 0.4f;
    changed[1].dusk_end = 0.5f;
    changed[2].cloud_cover = 0.8f;
    changed[3].wind_m_s = 8.0f;
    changed[4].swell_m = 0.4f;
    changed[5].breath_swell = 0.0f;
    changed[6].warmth = 1.0f;
    changed[7].brightness = 1.4f;
    changed[8].bright_end_s = 0.0f;
    changed[9].minutes = 10.0f;
    changed[10].waves_gain = 0.1f;
    changed[11].gull_gain = 0.1f;
    changed[12].mist = 1.0f;
    struct place *plain = arrive_with(&EVENING, 0);
    run(plain, 150.0, 170.0, 0.1);
    for (size_t i = 0; i < 13; i++) {
        struct place *other = arrive_with(&changed[i], 0);
        run(other, 150.0, 170.0, 0.1);
        if (is_same_stage(&plain->stage, &other->stage)) {
            fail_msg("parameter %zu changes nothing", i);
        }
        arena_fini(&other->arena);
        mem_free(other);
    }
    give_back(plain);
}

// Red less green of all the dunes' blades.
static double straw(float season)
{
    struct scene scene = EVENING;
    scene.season = season;
    struct place *place = arrive_with(&scene, WORLD_DETAIL_HEADSET);
    double sum = 0.0;
    const struct stage_geometry *geometry = &place->world.geometry[0];
    for (int m = 0; m < geometry->mesh_count; m++) {
        const struct stage_mesh *mesh = &geometry->meshes[m];
        for (uint32_t i = 0; strcmp(mesh->name, "grass") == 0 && i < mesh->vertex_count; i++) {
            sum += (double)mesh->vertices[i].albedo[0] - (double)mesh->vertices[i].albedo[1];
        }
    }
    give_back(place);
    return sum;
}

static void grass_goes_from_green_to_straw(void **state)
{
    (void)state;
    const double spring = straw(0.0f), summer = straw(0.4f), autumn = straw(1.0f);
    assert_true(spring < 0.0 && spring < summer && summer < autumn && autumn > 0.0);
}

static float luminance(vec3s color)
{
    return 0.2126f * color.x + 0.7152f * color.y + 0.0722f * color.z;
}

// Steps that could flash are far larger: 10 % of white, three times a second (WCAG 2.3.1). Ours
// is 4 % of its own value in a second, so that nobody sees it move.
static void the_light_never_jumps(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 0);
    float before[3] = {0};
    for (double s = 0.0; s <= 180.0; s += 0.25) {
        struct world_input input = at_time(s);
        world_stage(&place->world, &input, &place->stage);
        const struct stage_sky *sky = &place->stage.sky;
        const float exposure = place->stage.light.exposure;
        const float now[3] = {exposure * luminance(sky->zenith), exposure * luminance(sky->middle),
                              exposure * luminance(sky->horizon)};
        for (int i = 0; i < 3; i++) {
            assert_true(now[i] > 0.0f);
            assert_true(s <= 0.0 || fabsf(now[i] - before[i]) < 0.25f * 0.04f * before[i]);
            before[i] = now[i];
        }
    }
    leave(place);
}

static void the_end_is_brighter_than_before(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 0);
    float shown[2];
    for (int i = 0; i < 2; i++) {
        struct world_input input = at_time(i ? 180.0 : 150.0);
        world_stage(&place->world, &input, &place->stage);
        shown[i] = place->stage.light.exposure * luminance(place->stage.sky.middle);
    }
    assert_true(shown[1] > 1.15f * shown[0]);
    leave(place);
}

static void still_things_stand_still(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 0);
    struct world_input input = at_time(0.0);
    world_stage(&place->world, &input, &place->stage);
    const struct stage first = place->stage;
    for (double s = 1.0; s < 180.0; s += 7.0) {
        input = at_time(s);
        world_stage(&place->world, &input, &place->stage);
        assert_true(place->stage.water.level_m == first.water.level_m); // the horizon
        assert_int_equal(place->stage.water.mesh, first.water.mesh);
        for (int i = 0; i < first.draw_count; i++) {
            if (first.draws[i].radius_m > 100.0f || first.draws[i].casts_shadow) {
                assert_memory_equal(&place->stage.draws[i].world_from_mesh,
                                    &first.draws[i].world_from_mesh, sizeof(mat4s));
            }
        }
    }
    leave(place);
}

// A breath that is suddenly known, or lost, moves the water as slowly as any other.
static void a_jump_of_the_breath_is_no_jump_of_the_water(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 0);
    float swash_m = 0.0f;
    float height_m = 0.0f;
    for (int i = 0; i < 1440; i++) {
        struct world_input input = at_time((double)i * FRAME_S);
        input.breath.is_sure = i / 240 % 2 != 0;
        input.breath.level = i / 120 % 2 ? 1.0f : 0.0f;
        world_stage(&place->world, &input, &place->stage);
        const struct stage_water *water = &place->stage.water;
        if (i > 0) {
            assert_true(fabsf(water->swash_m - swash_m) < 0.025f); // m in a frame
            assert_true(fabsf(water->waves[0].height_m - height_m) < 0.0016f);
        }
        swash_m = water->swash_m;
        height_m = water->waves[0].height_m;
    }
    leave(place);
}

static float swing_m(const struct scene *scene, bool is_sure, bool is_guided)
{
    struct place *place = arrive_with(scene, 0);
    float low = 9.0f;
    float high = -9.0f;
    for (double s = 0.0; s < 40.0; s += FRAME_S) {
        struct world_input input = at_time(s);
        input.breath.is_sure = is_sure;
        input.breath.level = 0.5f - 0.5f * (float)cos(6.2831853 * 0.1 * s);
        input.guide.is_on = is_guided;
        input.guide.level = input.breath.level;
        world_stage(&place->world, &input, &place->stage);
        low = fminf(low, place->stage.water.swash_m);
        high = fmaxf(high, place->stage.water.swash_m);
    }
    leave(place);
    return high - low;
}

static void the_sea_moves_with_and_without_a_breath(void **state)
{
    (void)state;
    assert_true(swing_m(&EVENING, true, false) > 0.4f);
    assert_true(swing_m(&EVENING, false, true) > 0.4f);
    assert_true(swing_m(&EVENING, false, false) > 0.4f);
}

// How far the water has run once a breath stays full or empty.
static float run_after_m(bool is_sure, float breath, float guide)
{
    struct scene scene = EVENING;
    scene.breath_swell = 1.0f;
    struct place *place = arrive_with(&scene, 0);
    for (int i = 0; i < 400; i++) {
        struct world_input input = at_time((double)i * FRAME_S);
        input.breath.is_sure = is_sure;
        input.breath.level = breath;
        input.guide.is_on = true;
        input.guide.level = guide;
        world_stage(&place->world, &input, &place->stage);
    }
    assert_true(place->stage.water.wet_m >= place->stage.water.swash_m);
    const float run_m = place->stage.water.swash_m;
    leave(place);
    return run_m;
}

static void the_water_runs_up_as_the_breath_leaves(void **state)
{
    (void)state;
    assert_true(run_after_m(true, 0.0f, 0.5f) > run_after_m(true, 1.0f, 0.5f) + 0.4f);
}

static void the_guide_leads_when_the_breath_is_not_sure(void **state)
{
    (void)state;
    assert_true(run_after_m(false, 0.5f, 0.0f) > run_after_m(false, 0.5f, 1.0f) + 0.4f);
    assert_true(fabsf(run_after_m(false, 0.0f, 0.5f) - run_after_m(false, 1.0f, 0.5f)) < 0.001f);
    assert_true(fabsf(run_after_m(true, 0.5f, 0.0f) - run_after_m(true, 0.5f, 1.0f)) < 0.001f);
}

// `match` all along, and a guide at 6 a minute from the fifth second on.
static void follow(struct place *place, float match, float cue, double to_s)
{
    for (double s = 0.0; s <= to_s; s += FRAME_S) {
        struct world_input input = at_time(s);
        input.match = match;
        input.cue_light = cue;
        input.cue_sound = cue;
        input.guide.is_on = s >= 5.0;
        input.guide.level = 0.5f - 0.5f * (float)cos(6.2831853 * 0.1 * s);
        world_stage(&place->world, &input, &place->stage);
    }
}

static void who_goes_with_the_guide_has_brighter_and_fuller_water(void **state)
{
    (void)state;
    struct place *plain = arrive_with(&EVENING, 0);
    struct place *half = arrive_with(&EVENING, 0);
    struct place *whole = arrive_with(&EVENING, 0);
    follow(plain, 0.0f, 0.0f, 60.0);
    follow(half, 0.5f, 0.0f, 60.0);
    follow(whole, 1.0f, 0.0f, 60.0);
    const struct stage_water *p = &plain->stage.water;
    const struct stage_water *h = &half->stage.water;
    const struct stage_water *w = &whole->stage.water;
    assert_true(h->deep.y > p->deep.y * 1.1f && w->deep.y > h->deep.y * 1.1f);
    assert_true(w->shallow.z > p->shallow.z * 1.3f);
    assert_true(w->waves[0].height_m > p->waves[0].height_m * 1.15f);
    assert_true(w->foam >= h->foam && h->foam >= p->foam);
    give_back(plain);
    give_back(half);
    leave(whole);
}

// Whatever comes in, nothing falls below what the place is without anybody.
static void nobody_ever_gets_less_than_the_plain_place(void **state)
{
    (void)state;
    static const float matches[] = {-3.0f, 0.0f, 0.3f, 7.0f};
    for (size_t i = 0; i < sizeof matches / sizeof matches[0]; i++) {
        struct place *plain = arrive_with(&EVENING, 0);
        struct place *place = arrive_with(&EVENING, 0);
        for (double s = 5.0; s < 40.0; s += 3.3) {
            follow(plain, 0.0f, 0.0f, s);
            follow(place, matches[i], 1.0f, s);
            assert_true(place->stage.water.deep.y >= plain->stage.water.deep.y);
            assert_true(place->stage.water.foam >= plain->stage.water.foam);
            assert_true(place->stage.light.exposure >= plain->stage.light.exposure);
            assert_true(place->stage.water.waves[0].height_m >=
                        plain->stage.water.waves[0].height_m);
        }
        give_back(plain);
        leave(place);
    }
}

static void the_answer_comes_and_goes_slowly(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 0);
    float before = 0.0f;
    for (int i = 0; i < 72 * 60; i++) {
        struct world_input input = at_time(10.0 + i * FRAME_S);
        input.match = i / 72 % 20 < 10 ? 1.0f : 0.0f; // all or nothing, every ten seconds
        world_stage(&place->world, &input, &place->stage);
        assert_true(fabsf(place->world.cue.match - before) <= 0.031f * (float)FRAME_S);
        before = place->world.cue.match;
    }
    leave(place);
}

// Light and sound rise and sink with the guide, without a step even where it begins or ends.
static void light_and_sound_swell_with_the_guide(void **state)
{
    (void)state;
    struct place *plain = arrive_with(&EVENING, 0);
    struct place *place = arrive_with(&EVENING, 0);
    float before = 1.0f, least = 9.0f, most = 0.0f, loudest = 0.0f;
    for (int i = 0; i < 72 * 60; i++) {
        const double s = i * FRAME_S;
        struct world_input input = at_time(s);
        input.guide.is_on = s >= 3.0 && s < 47.0;
        input.guide.level = input.guide.is_on ? 0.5f + 0.5f * (float)cos(0.628 * (s - 3.0)) : 0.0f;
        world_stage(&plain->world, &input, &plain->stage);
        input.cue_light = 1.0f;
        input.cue_sound = 1.0f;
        world_stage(&place->world, &input, &place->stage);
        const float now = place->stage.light.exposure / plain->stage.light.exposure;
        assert_true(i == 0 || fabsf(now - before) < 0.1f * (float)FRAME_S); // a tenth a second
        before = now;
        if (s > 20.0 && s < 45.0) {
            least = fminf(least, now);
            most = fmaxf(most, now);
            loudest = fmaxf(loudest, place->stage.sounds[0].gain / plain->stage.sounds[0].gain);
        }
    }
    assert_true(least < 1.002f && most > 1.055f && most < 1.061f);
    assert_true(loudest > 1.2f);
    assert_float_equal(before, 1.0f, 1e-6f); // gone again
    give_back(plain);
    leave(place);
}

static void a_frame_allocates_nothing(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 1);
    const long before = mem_count();
    const size_t used = place->arena.used_bytes;
    run(place, 0.0, 5.0, 0.1);
    assert_int_equal(mem_count(), before);
    assert_int_equal(place->arena.used_bytes, used);
    leave(place);
}

static void each_detail_keeps_its_limits(void **state)
{
    (void)state;
    static const uint32_t most[] = {5200, 15000, 80000, 300000};
    for (int detail = 0; detail < 4; detail++) {
        struct place *place = arrive_with(&EVENING, detail);
        run(place, 0.0, 0.1, 0.1);
        const struct stage_geometry *geometry = &place->world.geometry[0];
        const struct stage *stage = &place->stage;
        uint32_t triangles = (geometry->meshes[stage->water.mesh].index_count +
                              geometry->meshes[stage->water.shore_mesh].index_count) /
                             3;
        for (int i = 0; i < stage->draw_count; i++) {
            triangles += geometry->meshes[stage->draws[i].mesh].index_count / 3;
        }
        if (triangles > most[detail]) {
            fail_msg("detail %d has %u triangles", detail, triangles);
        }
        assert_int_equal(stage->overflow_count, 0);
        assert_true(stage->draw_count <= 45); // with sky, stars, water, shadows: 60
        leave(place);
    }
}

// Details may change while somebody looks: nothing may jump.
static void whatever_the_detail_all_stands_where_it_stands(void **state)
{
    (void)state;
    static struct stage first;
    for (int detail = 0; detail < 4; detail++) {
        struct place *place = arrive_with(&EVENING, detail);
        run(place, 0.0, 0.1, 0.1);
        const struct stage *stage = &place->stage;
        if (detail == 0) {
            first = *stage;
        }
        assert_int_equal(stage->draw_count, first.draw_count);
        assert_int_equal(stage->water.mesh, first.water.mesh);
        for (int i = 0; i < stage->draw_count; i++) {
            assert_int_equal(stage->draws[i].mesh, first.draws[i].mesh);
            assert_memory_equal(&stage->draws[i].world_from_mesh, &first.draws[i].world_from_mesh,
                                sizeof(mat4s));
        }
        assert_int_equal(stage->sound_count, first.sound_count);
        leave(place);
    }
}

static void levels_are_the_same_meshes_from_coarse_to_fine(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct world world;
    assert_int_equal(world_init(&world, &EVENING, WORLD_DETAIL_LOW, WORLD_DETAIL_HEADSET, &arena),
                     ERR_OK);
    assert_int_equal(world.level_count, 3);
    for (int level = 0; level < 3; level++) {
        assert_int_equal(world.geometry[level].mesh_count, world.geometry[0].mesh_count);
        assert_true((world.geometry[level].height_m != NULL) == (level == 2));
        for (int i = 0; level > 0 && i < world.geometry[0].mesh_count; i++) {
            assert_true(world.geometry[level].meshes[i].index_count >=
                        world.geometry[level - 1].meshes[i].index_count);
            assert_string_equal(world.geometry[level].meshes[i].name,
                                world.geometry[0].meshes[i].name);
        }
    }
    arena_fini(&arena);
}

static void every_index_and_normal_is_sound(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 1);
    for (int i = 0; i < place->world.geometry[0].mesh_count; i++) {
        const struct stage_mesh *mesh = &place->world.geometry[0].meshes[i];
        assert_true(mesh->index_count > 0 && mesh->index_count % 3 == 0);
        for (uint32_t k = 0; k < mesh->index_count; k++) {
            assert_true(mesh->indices[k] < mesh->vertex_count);
        }
        for (uint32_t k = 0; k < mesh->vertex_count; k++) {
            assert_true(fabsf(glms_vec3_norm(mesh->vertices[k].normal) - 1.0f) < 0.01f);
        }
    }
    leave(place);
}

static void loading_survives_every_single_allocation_failure(void **state)
{
    (void)state;
    enum err err = ERR_NO_MEMORY;
    long nth = 1;
    for (; err == ERR_NO_MEMORY && nth < 1000; nth++) {
        struct arena arena = {0};
        struct world world;
        mem_fail_at(nth);
        err = world_init(&world, &EVENING, 0, 0, &arena);
        mem_fail_at(0);
        arena_fini(&arena);
        assert_int_equal(mem_live(), 0);
    }
    assert_int_equal(err, ERR_OK);
    assert_true(nth > 2);
}

// Foam needs shallow water: about the rocks the map, and only there, comes up to the sea's level.
static void the_sea_is_shallow_about_rocks(void **state)
{
    (void)state;
    struct place *place = arrive_with(&EVENING, 0);
    const struct world_shore *shore = place->world.place;
    const struct stage_geometry *geometry = &place->world.geometry[0];
    const float cell_m =
        (geometry->height_max_m.x - geometry->height_min_m.x) / (float)geometry->height_width;
    int raised = 0;
    for (int i = 0; i < geometry->height_width * geometry->height_depth; i++) {
        const float x_m =
            geometry->height_min_m.x + cell_m * ((float)(i % geometry->height_width) + 0.5f);
        const float z_m =
            geometry->height_min_m.y + cell_m * ((float)(i / geometry->height_width) + 0.5f);
        const float rise_m =
            geometry->height_m[i] - world_terrain_height_m(&shore->terrain, x_m, z_m);
        assert_true(rise_m > -0.001f);
        raised += rise_m > 0.05f;
        assert_true(rise_m < 0.001f || geometry->height_m[i] <= WORLD_WATER_LEVEL_M + 0.05f);
    }
    assert_in_range(raised, 100, 2000); // of 65536 cells of 0.14 square metres
    leave(place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_evening_comes_back),
        cmocka_unit_test(another_seed_is_another_day),
        cmocka_unit_test(every_parameter_of_the_scene_shows),
        cmocka_unit_test(grass_goes_from_green_to_straw),
        cmocka_unit_test(the_light_never_jumps),
        cmocka_unit_test(the_end_is_brighter_than_before),
        cmocka_unit_test(still_things_stand_still),
        cmocka_unit_test(a_jump_of_the_breath_is_no_jump_of_the_water),
        cmocka_unit_test(the_sea_moves_with_and_without_a_breath),
        cmocka_unit_test(the_water_runs_up_as_the_breath_leaves),
        cmocka_unit_test(the_guide_leads_when_the_breath_is_not_sure),
        cmocka_unit_test(who_goes_with_the_guide_has_brighter_and_fuller_water),
        cmocka_unit_test(nobody_ever_gets_less_than_the_plain_place),
        cmocka_unit_test(the_answer_comes_and_goes_slowly),
        cmocka_unit_test(light_and_sound_swell_with_the_guide),
        cmocka_unit_test(a_frame_allocates_nothing),
        cmocka_unit_test(each_detail_keeps_its_limits),
        cmocka_unit_test(whatever_the_detail_all_stands_where_it_stands),
        cmocka_unit_test(levels_are_the_same_meshes_from_coarse_to_fine),
        cmocka_unit_test(every_index_and_normal_is_sound),
        cmocka_unit_test(loading_survives_every_single_allocation_failure),
        cmocka_unit_test(the_sea_is_shallow_about_rocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
