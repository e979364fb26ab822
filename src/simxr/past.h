// What a script has made happen stays so for the whole process: a program that recovers from a loss
// may make a new instance, too, and must not lose that one to the same line of the script.
#ifndef SIMXR_PAST_H
#define SIMXR_PAST_H

struct simxr_script;

// Called with the runtime's lock. Both know a script by its file as it is on the disk: one that was
// written anew has no past.
void simxr_past_keep(const struct simxr_script *script, const char *path);
void simxr_past_recall(struct simxr_script *script, const char *path);

#endif
