#include "app/doctor.h"

#include "app/runtime.h"
#include "audio/audio.h"
#include "base/file.h"
#include "base/path.h"
#include "gpu/driver.h"
#include "text/font.h"
#include "vr/vr.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

// Room the record needs before a session may begin; a session takes some 100 KiB.
static const unsigned long long disk_needed_bytes = 50ULL << 20;

__attribute__((format(printf, 4, 5))) static struct app_finding *add(struct app_doctor *doctor,
                                                                     enum app_finding_level level,
                                                                     const char *part,
                                                                     const char *format, ...)
{
    const int i = doctor->count < APP_FINDING_MAX ? doctor->count++ : APP_FINDING_MAX - 1;
    struct app_finding *finding = &doctor->findings[i];
    *finding = (struct app_finding){.level = level, .part = part};
    va_list args;
    va_start(args, format);
    vsnprintf(finding->what, sizeof finding->what, format, args);
    va_end(args);
    return finding;
}

static void mend(struct app_finding *finding, const char *text)
{
    snprintf(finding->mend, sizeof finding->mend, "%s", text);
}

static void look_at_gpu(struct app_doctor *doctor)
{
    struct gpu_driver_verdict found[GPU_DRIVER_DEVICE_MAX];
    int count = 0;
    gpu_driver_prepare();
    if (gpu_driver_list(found, &count) != ERR_OK || count == 0) {
        mend(add(doctor, APP_FINDING_MISSING, "graphics", "no Vulkan driver was found"),
             "run ./run.sh, which brings a software driver; or install the GPU's own driver");
        return;
    }
    bool has_good = false;
    for (int i = 0; i < count; i++) {
        has_good = has_good || found[i].is_good;
    }
    for (int i = 0; i < count; i++) {
        const bool is_software = found[i].type == VK_PHYSICAL_DEVICE_TYPE_CPU;
        const enum app_finding_level level = found[i].is_good ? APP_FINDING_OK
                                             : has_good       ? APP_FINDING_NOTE
                                                              : APP_FINDING_MISSING;
        mend(add(doctor, level, "graphics", "%s (%s)%s", found[i].device, found[i].driver,
                 is_software ? ", software: fit for small pictures, not for a headset" : ""),
             found[i].reason);
    }
}

static void look_at_runtime(struct app_doctor *doctor)
{
    char manifest[PATH_BYTES];
    if (app_runtime_is_active()) {
        struct vr *vr = NULL;
        const struct vr_desc desc = {.app_name = "Respite doctor"};
        if (vr_create(&desc, &vr) == ERR_OK) {
            add(doctor, APP_FINDING_OK, "headset", "%s: %s", vr_info(vr)->runtime,
                vr_info(vr)->system);
        } else {
            mend(add(doctor, APP_FINDING_NOTE, "headset",
                     "an OpenXR runtime is named, but gives no headset"),
                 "start the runtime and connect the headset; the simulated one is used meanwhile");
        }
        vr_destroy(vr);
    } else {
        mend(add(doctor, APP_FINDING_NOTE, "headset", "no active OpenXR runtime"),
             "install the headset's runtime; sessions play in the simulated headset");
    }
    if (app_runtime_simulated(manifest)) {
        add(doctor, APP_FINDING_OK, "simulated", "%s", manifest);
    } else {
        mend(add(doctor, APP_FINDING_MISSING, "simulated", "simxr.json is not beside the program"),
             "build it: ./run.sh");
    }
}

static void look_at_font(struct app_doctor *doctor)
{
    const char *path = text_font_system();
    if (path) {
        add(doctor, APP_FINDING_OK, "font", "%s", path);
    } else {
        mend(add(doctor, APP_FINDING_MISSING, "font", "no font was found"),
             "install one: fonts-dejavu-core");
    }
}

static void look_at_sound(struct app_doctor *doctor)
{
    struct audio *audio = NULL;
    const struct audio_desc desc = {.output = AUDIO_OUTPUT_DEVICE, .volume = 0.0f};
    if (audio_create(&desc, &audio) != ERR_OK) {
        mend(add(doctor, APP_FINDING_NOTE, "sound", "OpenAL Soft cannot render"),
             "install libopenal1; sessions play without sound");
    } else {
        const struct audio_state state = audio_state(audio);
        if (state.has_device) {
            add(doctor, APP_FINDING_OK, "sound", "an output device plays, %s",
                state.has_hrtf ? "with HRTF" : "without HRTF");
        } else {
            mend(add(doctor, APP_FINDING_NOTE, "sound", "no output device"),
                 "plug in headphones or start the sound server; sessions play in silence");
        }
    }
    audio_destroy(audio);

    if (audio_has_microphone()) {
        add(doctor, APP_FINDING_OK, "microphone",
            "found; sessions listen to it with --breath mic alone");
    } else {
        mend(add(doctor, APP_FINDING_NOTE, "microphone", "none"),
             "none is needed: breath is felt through hand or head");
    }
}

static void look_at_record(struct app_doctor *doctor)
{
    char record[PATH_BYTES], folder[PATH_BYTES];
    if (!path_data(record, "respite.db")) {
        mend(add(doctor, APP_FINDING_MISSING, "record", "no home folder, or its path is too long"),
             "choose another folder with --data");
        return;
    }
    snprintf(folder, sizeof folder, "%s", record);
    char *slash = strrchr(folder, '/');
    *slash = '\0';
    if (file_make_folder(folder) != ERR_OK || access(folder, W_OK) != 0) {
        mend(add(doctor, APP_FINDING_MISSING, "record", "%s cannot be written: %s", folder,
                 strerror(errno)),
             "mend its owner and mode, or choose another folder with --data");
        return;
    }
    struct statvfs disk;
    if (statvfs(folder, &disk) != 0) {
        mend(add(doctor, APP_FINDING_NOTE, "record", "the room on %s is not known", folder), "");
        return;
    }
    const unsigned long long room = (unsigned long long)disk.f_bavail * disk.f_frsize;
    if (room < disk_needed_bytes) {
        mend(add(doctor, APP_FINDING_MISSING, "record", "%llu MiB are left at %s", room >> 20,
                 folder),
             "make room: at least 50 MiB");
    } else {
        add(doctor, APP_FINDING_OK, "record", "%s, %llu MiB left", record, room >> 20);
    }
}

static void look_at_time(struct app_doctor *doctor)
{
    const time_t now = time(NULL);
    struct tm local;
    char text[64];
    localtime_r(&now, &local);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M %Z (UTC%z)", &local);
    if (local.tm_year + 1900 < 2026) {
        mend(add(doctor, APP_FINDING_NOTE, "time", "%s: the clock is wrong", text),
             "set the clock: records carry its time");
    } else {
        add(doctor, APP_FINDING_OK, "time", "%s", text);
    }
}

void app_doctor_look(struct app_doctor *doctor)
{
    look_at_gpu(doctor);
    look_at_runtime(doctor);
    look_at_font(doctor);
    look_at_sound(doctor);
    look_at_record(doctor);
    look_at_time(doctor);
}

bool app_doctor_can_play(const struct app_doctor *doctor)
{
    for (int i = 0; i < doctor->count; i++) {
        if (doctor->findings[i].level == APP_FINDING_MISSING) {
            return false;
        }
    }
    return true;
}
