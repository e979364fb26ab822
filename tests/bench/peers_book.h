// The book that the instrument keeps: one line of CSV for each frame with layers, in the file that
// RESPITE_PEERS_CSV names. Without that variable nothing is kept.
//
//   pose_age_ns    from the xrLocateViews call whose poses were submitted to xrEndFrame
//   pose_xr_ns     what of that passed inside OpenXR calls, the runtime's and not the program's;
//                  blank where another thread located, or a later call's poses were not used
//   app_cpu_ns     processor time of the thread that begins and ends the frame, from xrBeginFrame's
//                  return to xrEndFrame's call, less what passed inside the OpenXR calls between
//                  them; blank where two threads share the frame
//   since_exec_ns  age of the process at xrEndFrame's call; the kernel counts starts in hundredths
//                  of a second
//   process_cpu_ns, resident_bytes    of the whole process
//
// All functions may be called from any thread.
#ifndef BENCH_PEERS_BOOK_H
#define BENCH_PEERS_BOOK_H

#include <openxr/openxr.h>

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

// What the thread that ends the frame knows of it.
struct peers_book_frame {
    int64_t end_ns;
    int64_t asked_ns;   // its newest xrLocateViews call; 0: it made none
    int64_t pose_xr_ns; // inside OpenXR since then
    int64_t app_cpu_ns; // -1: not one thread's
    int64_t process_cpu_ns;
    int64_t since_exec_ns;
};

int64_t peers_book_clock_ns(clockid_t clock);

bool peers_book_is_kept(void);

void peers_book_note_period(XrDuration period_ns);
void peers_book_note_located(int64_t asked_ns, uint32_t count, const XrView *views);

// The process's own figures, to be read before the frame is passed on.
void peers_book_read_process(struct peers_book_frame *frame);

// After the frame was passed on: reads and writes files.
void peers_book_write(const struct peers_book_frame *frame, const XrFrameEndInfo *info);
void peers_book_flush(void);

#endif
