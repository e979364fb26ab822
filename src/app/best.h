// The rate a find_rate step found for a patient, out of the record of an earlier session.
#ifndef APP_BEST_H
#define APP_BEST_H

// The last one found under this alias, breaths a minute; 0: none, or nobody knows whose session it
// is (`alias` NULL or empty).
float app_best_bpm(const char *alias);

#endif
