// A synthetic room: a person who breathes in front of a microphone, and what else sounds there. It
// shares nothing with what listens.
//
// Breath: noise of turbulent air. Its amplitude goes with the flow to the power 1.66 (Gavriely and
// Cugell, J Appl Physiol 1996); flow in is half a sine, flow out rises fast and dies away, then a
// pause. At the mouth both are of about the same strength for the same flow (same source), the
// inhale brighter; through a nose the inhale is faint. Broadband up to a corner of 0.9 to 1.6 kHz
// over the windpipe (Gavriely et al. 1981), about 0.2 to 3 kHz in free air. Breaths are uneven by
// 5-10 % in length and depth (Tobin et al., Chest 1988).
// Room: white noise, less above 1 kHz. Rain: steady noise and drops. Speech: overtones of 90-250 Hz
// in syllables of 3-5 a second (Houtgast and Steeneken, J Acoust Soc Am 1985) and phrases of 1-3 s.
// Alarm: bursts of three pulses, fundamental 150-1000 Hz and four overtones (IEC 60601-1-8), every
// few seconds. Cough: 0.4 s, an explosion and its tail. Tune: notes of half a second, bars of two.
// Sea: what the program itself plays, noise that swells with the guide.
#ifndef TEST_ROOM_H
#define TEST_ROOM_H

#include "base/rand.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum { ROOM_RATE_HZ = 16000, ROOM_BLOCK = 256 };

static const double ROOM_TAU = 6.283185307179586;

// Second-order band-pass, or low-pass where `low_hz` is 0: two one-pole stages each way.
struct room_filter {
    double low, high;
    double state[4];
};

struct room {
    struct rand rand;
    double t_s;

    double bpm, inhale_share, hold_share, pause_share, unevenness; // held after the inhale
    double in_level, out_level; // amplitude at the strongest flow
    struct room_filter in_color, out_color;
    double begin_s, period_s, depth;
    int breaths;         // begun
    double held_until_s; // no breath before that

    double noise_level, rain_level, drop, speech_level, alarm_level, tune_level, sea_level, sea_bpm;
    double cough_s; // when; < 0: none
    struct room_filter noise_color, cough_color, sea_color;
    double phrase_s, pause_s, pitch_hz, turn; // of the speaker
    double own_db;                            // of the sea, last block
};

static inline double room_uniform(struct room *room)
{
    return (double)rand_range(&room->rand, 0.0f, 1.0f);
}

static inline double room_white(struct room *room)
{
    return 1.7 * (room_uniform(room) + room_uniform(room) + room_uniform(room) - 1.5);
}

static inline struct room_filter room_band(double low_hz, double high_hz)
{
    return (struct room_filter){.low = low_hz > 0.0 ? 1.0 - exp(-ROOM_TAU * low_hz / ROOM_RATE_HZ)
                                                    : 0.0,
                                .high = 1.0 - exp(-ROOM_TAU * high_hz / ROOM_RATE_HZ)};
}

static inline double room_filter_step(struct room_filter *filter, double x)
{
    for (int i = 0; i < 2; i++) {
        filter->state[i] += filter->high * (x - filter->state[i]);
        x = filter->state[i];
    }
    for (int i = 2; i < 4; i++) {
        filter->state[i] += filter->low * (x - filter->state[i]);
        x -= filter->state[i];
    }
    return x;
}

// Someone who breathes through the mouth, near the microphone, in a quiet room.
static inline struct room room_make(double bpm, uint64_t seed)
{
    return (struct room){
        .rand = rand_seeded(seed, 5),
        .bpm = bpm,
        .inhale_share = 0.4,
        .pause_share = 0.15,
        .unevenness = 0.06,
        .in_level = 0.02,
        .out_level = 0.03,
        .in_color = room_band(600.0, 3500.0),
        .out_color = room_band(250.0, 1800.0),
        .noise_level = 0.001,
        .noise_color = room_band(0.0, 1000.0),
        .cough_s = -1.0,
        .cough_color = room_band(300.0, 2500.0),
        .sea_color = room_band(150.0, 2000.0),
        .sea_bpm = 6.0,
        .pitch_hz = 120.0,
    };
}

static inline double room_spread(struct room *room)
{
    return 1.0 + room->unevenness * room_white(room);
}

static inline double room_breath(struct room *room)
{
    if (room->bpm <= 0.0 || room->t_s < room->held_until_s) {
        return 0.0;
    }
    if (room->t_s >= room->begin_s + room->period_s) {
        room->begin_s = room->t_s;
        room->period_s = 60.0 / room->bpm * fmax(room_spread(room), 0.5);
        room->depth = fmax(room_spread(room), 0.3);
        room->breaths++;
    }
    const double phase = (room->t_s - room->begin_s) / room->period_s;
    const double out_begin = room->inhale_share + room->hold_share;
    const double out = (phase - out_begin) / (1.0 - room->pause_share - out_begin);
    const double noise = room_white(room);
    const double in_noise = room_filter_step(&room->in_color, noise);
    const double out_noise = room_filter_step(&room->out_color, noise);
    if (phase < room->inhale_share) {
        const double flow = sin(0.5 * ROOM_TAU * phase / room->inhale_share);
        return room->in_level * pow(room->depth * flow, 1.66) * in_noise;
    }
    if (out >= 0.0 && out < 1.0) {
        const double flow = 2.0 * sqrt(out) * (1.0 - out); // strongest, 0.77, after a third
        return room->out_level * pow(room->depth * flow / 0.77, 1.66) * out_noise;
    }
    return 0.0;
}

static inline double room_speech(struct room *room)
{
    if (room->t_s >= room->pause_s) {
        room->phrase_s = room->t_s + 1.0 + 2.0 * room_uniform(room);
        room->pause_s = room->phrase_s + 0.3 + 0.9 * room_uniform(room);
        room->pitch_hz = 100.0 + 60.0 * room_uniform(room);
    }
    if (room->t_s >= room->phrase_s) {
        return 0.0;
    }
    const double syllable = fmax(sin(ROOM_TAU * 4.0 * room->t_s), 0.0);
    const double pitch_hz = room->pitch_hz * (1.0 + 0.08 * sin(ROOM_TAU * 0.7 * room->t_s));
    room->turn += pitch_hz / ROOM_RATE_HZ;
    double sum = 0.0;
    for (int k = 1; k <= 20; k++) {
        sum += sin(ROOM_TAU * k * room->turn) / (1.0 + fabs(k * pitch_hz - 500.0) / 400.0);
    }
    return 0.25 * syllable * sum;
}

static inline double room_alarm(double t_s)
{
    const double burst = fmod(t_s, 4.0);
    const double pulse = fmod(burst, 0.35);
    if (burst > 3.0 * 0.35 || pulse > 0.18) {
        return 0.0;
    }
    double sum = 0.0;
    for (int k = 1; k <= 5; k++) {
        sum += sin(ROOM_TAU * 440.0 * k * t_s) / k;
    }
    return 0.4 * sum * sin(0.5 * ROOM_TAU * pulse / 0.18);
}

// Four bars of two seconds again and again, each note struck and fading.
static inline double room_tune(double t_s)
{
    static const double notes_hz[] = {262, 330, 392, 523, 294, 349, 440, 587,
                                      262, 330, 392, 523, 247, 294, 392, 494};
    const double note = fmod(t_s, 8.0) / 0.5;
    const double hz = notes_hz[(int)note % 16];
    const double fade = exp(-3.0 * (note - floor(note)));
    double sum = 0.0;
    for (int k = 1; k <= 6; k++) {
        sum += sin(ROOM_TAU * hz * k * t_s) / k;
    }
    return 0.4 * fade * sum;
}

static inline double room_cough(struct room *room)
{
    const double since_s = room->t_s - room->cough_s;
    const double noise = room_filter_step(&room->cough_color, room_white(room));
    return room->cough_s >= 0.0 && since_s >= 0.0 && since_s < 0.6
               ? 0.6 * exp(-7.0 * since_s) * noise
               : 0.0;
}

static inline double room_sea_swell(const struct room *room)
{
    return 0.15 + 0.85 * (0.5 - 0.5 * cos(ROOM_TAU * room->sea_bpm / 60.0 * room->t_s));
}

static inline void room_hear(struct room *room, float out[ROOM_BLOCK])
{
    double own = 1e-12;
    for (int i = 0; i < ROOM_BLOCK; i++) {
        const double swell =
            room_sea_swell(room) * room_filter_step(&room->sea_color, room_white(room));
        const double sea = room->sea_level * swell;
        // What is played is louder by 20 dB than what comes back.
        own += room->sea_level > 0.0 ? 100.0 * sea * sea / ROOM_BLOCK : 0.0;
        room->drop = room_uniform(room) < 20.0 / ROOM_RATE_HZ ? 1.0 : room->drop * 0.995;
        double sum = room_breath(room) + sea + room_cough(room);
        sum += room->noise_level * room_filter_step(&room->noise_color, room_white(room));
        sum += room->rain_level * room_white(room) * (1.0 + 2.0 * room->drop);
        sum += room->speech_level * (room->speech_level > 0.0 ? room_speech(room) : 0.0);
        sum += room->alarm_level * (room->alarm_level > 0.0 ? room_alarm(room->t_s) : 0.0);
        sum += room->tune_level * (room->tune_level > 0.0 ? room_tune(room->t_s) : 0.0);
        out[i] = (float)fmin(fmax(sum, -1.0), 1.0);
        room->t_s += 1.0 / ROOM_RATE_HZ;
    }
    room->own_db = fmax(10.0 * log10(own), -120.0);
}

#endif
