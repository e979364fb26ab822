// The spectrum of a square patch: a plain radix-2 transform, rows then columns.
#ifndef SAFETY_SPECTRUM_H
#define SAFETY_SPECTRUM_H

enum { SAFETY_SPECTRUM_SIDE = 128 };

// In place: re and im of SAFETY_SPECTRUM_SIDE squared values, row by row (Cooley and Tukey 1965).
// Bin (u, v) is u cycles along x and v along y, modulo the side.
void safety_spectrum_of(float *re, float *im);

#endif
