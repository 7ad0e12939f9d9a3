/* Notes what a process writes, and when it has the disk keep it, so that a power cut at any moment can be played back.
   Preloaded by test_power.py, which builds it where a C compiler is. To a log of its own go, one after the other:
   kind ('w' write, 't' truncate, 's' sync, 'a' said to be saved), length of the path, path, offset, length, bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int noted = -1;
static __typeof__(write) *real_write;

static void begin(void) {
    if (noted != -1) return;
    real_write = dlsym(RTLD_NEXT, "write");
    const char *path = getenv("POWER_LOG");
    noted = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -2;
}

static void note(char kind, int fd, int64_t offset, const void *bytes, uint32_t length) {
    begin();
    if (noted < 0 || fd == noted) return;
    char path[4096], link[64];
    if (fd == 1) {
        strcpy(path, "said");
        kind = 'a';
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t found = readlink(link, path, sizeof path - 1);
        const char *watched = getenv("POWER_FILE");
        if (found <= 0 || !watched) return;
        path[found] = 0;
        if (strncmp(path, watched, strlen(watched)) != 0) return;
    }
    uint16_t named = (uint16_t)strlen(path);
    real_write(noted, &kind, 1);
    real_write(noted, &named, sizeof named);
    real_write(noted, path, named);
    real_write(noted, &offset, sizeof offset);
    real_write(noted, &length, sizeof length);
    if (bytes) real_write(noted, bytes, length);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    begin();
    int64_t at = fd == 1 ? 0 : lseek(fd, 0, SEEK_CUR);
    ssize_t done = real_write(fd, bytes, length);
    if (done > 0) note('w', fd, at, bytes, (uint32_t)done);
    return done;
}

#define PWRITE(name, type) \
    ssize_t name(int fd, const void *bytes, size_t length, type at) { \
        static __typeof__(name) *real; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        ssize_t done = real(fd, bytes, length, at); \
        if (done > 0) note('w', fd, at, bytes, (uint32_t)done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, type) \
    int name(int fd, type length) { \
        static __typeof__(name) *real; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        int failed = real(fd, length); \
        if (!failed) note('t', fd, length, 0, 0); \
        return failed; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        static __typeof__(name) *real; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        int failed = real(fd); \
        if (!failed) note('s', fd, 0, 0, 0); \
        return failed; \
    }
SYNC(fsync)
SYNC(fdatasync)
