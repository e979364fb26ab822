// What a place may at most do to the eyes: stricter than the standards, because a headset fills the
// view and patients are ill. One line each: our limit, what it is stricter than, and where that
// stands. A change here makes every stored pass old (app/passes.h).
//
// [WCAG]    W3C, Web Content Accessibility Guidelines 2.2, 2.3.1 and technique G19; "general flash
//           and red flash thresholds"
// [BT.1702] ITU-R BT.1702-3, Guidance for the reduction of photosensitive epileptic seizures caused
//           by television, Appendix 1
// [HB]      Harding and Binnie 2002: red as (R - G - B) x 320, in W3C's working note of 2007
// [W84]     Wilkins et al. 1984, A neurological basis for visual discomfort, Brain 107, 989-1017
// [W05]     Wilkins, Emmett and Harding 2005, Characterizing the patterned images that precipitate
//           seizures, Epilepsia 46, 1212-1218
// [Ofcom]   Guidance note on flashing images and regular patterns in television, annex 1
// [JV24]    Jordan and Vanderheiden 2024: thresholds for screens need revisiting where the view is
//           filled
#ifndef SAFETY_LIMITS_H
#define SAFETY_LIMITS_H

// ---- flashes: pairs of opposing changes of luminance

#define SAFETY_FLASH_PER_S 2.0f   // in any second; [WCAG], [BT.1702]: 3
#define SAFETY_FLASH_NITS  10.0f  // a change that counts; [BT.1702]: 20 cd/m2
#define SAFETY_FLASH_DARK  160.0f // cd/m2 of the darker state, above which contrast counts [BT.1702]
// Michelson contrast that counts above it: half of 20 cd/m2 beside 160, and so no step at 160.
// [WCAG] counts none above 0.8 of white.
#define SAFETY_FLASH_CONTRAST (1.0f / 34.0f)
#define SAFETY_DISC_DEG       10.0f // the field that areas are shares of [WCAG]
#define SAFETY_DISC_SHARE     0.2f  // of it; [WCAG]: 0.25, which is 0.006 sr

// ---- red flashes: opposing changes to or from a saturated red

#define SAFETY_RED_SHARE_LOW  0.7f  // R / (R + G + B), linear: from here on a red begins to count,
#define SAFETY_RED_SHARE_HIGH 0.8f  // here it counts in full; [WCAG], [BT.1702]: 0.8
#define SAFETY_RED_CHANGE     10.0f // of (R - G - B) x 320; [HB]: 20

// ---- stripes: regular light and dark, in any direction

#define SAFETY_STRIPE_LOW_CPD  0.5f // cycles a degree that are looked at; worst at 3, [W84]: 1 to 8
#define SAFETY_STRIPE_HIGH_CPD 4.5f // what a headset of 22 pixels a degree can show without aliases
#define SAFETY_STRIPE_PAIRS    5.0f // light-dark pairs; with fewer it is no pattern [Ofcom]
// Share of a patch's contrast energy that stands in one direction and one frequency: 0.9 in a
// grating, 0.5 at most in pictures of this program (a panel's row of numbers), 0.3 at an edge.
#define SAFETY_STRIPE_REGULAR 0.6f
#define SAFETY_STRIPE_NITS    20.0f // of the light stripes, below which none count; [W05]: 50 cd/m2
// Michelson contrast of the stripes. No standard gives one; [W84] names contrast among what decides
// and calls bold black and white the worst. A quarter of that is ours, half as much for what moves.
#define SAFETY_STRIPE_STILL  0.25f // that stand
#define SAFETY_STRIPE_MOVING 0.12f // that move
#define SAFETY_STRIPE_HZ     0.5f // light-dark pairs that pass a point in a second: moving from here
// Area from which they count. [BT.1702], [W05]: a quarter of a screen, which at 3 screen heights is
// 0.047 sr; 0.03 sr is 10 degrees square.
#define SAFETY_STRIPE_SR 0.03f

// ---- motion

// Speed that a quarter of what has texture (without what is nearer than 3 m) may exceed. No
// standard; slow drift for calm, clinical review: at most 0.5 m/s, which at 3 m is 10 degrees a
// second.
#define SAFETY_FLOW_DEG_S  10.0f
#define SAFETY_FLOW_SHARE  0.25f
#define SAFETY_FLOW_NEAR_M 3.0f
// Motion of the whole view as by a moving camera. Must be none; this is what measuring it may be
// off.
#define SAFETY_CAMERA_DEG_S 0.7f
#define SAFETY_CAMERA_SHARE 0.6f // of all that has texture, which must agree before it is a camera

// ---- luminance of the view, mean over the solid angle

#define SAFETY_MEAN_NITS \
    150.0f // no standard; 0.6 of a white of 250 cd/m2, for eyes kept in the dark
// Change within a second: a fade is no flash. No standard; the brightest view that is allowed,
// faded in over the three seconds that a session takes unless it says otherwise.
#define SAFETY_CHANGE_NITS_S 50.0f

#endif
