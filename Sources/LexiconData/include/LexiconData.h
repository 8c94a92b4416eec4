#ifndef SITREP_LEXICON_DATA_H
#define SITREP_LEXICON_DATA_H

#include <stddef.h>
#include <stdint.h>

/// One embedded data file: its name is its path below Sources/LexiconData ("lexicons/titles.tsv").
/// The bytes live as long as the process and start on a 64-byte boundary.
typedef struct {
    const char *name;
    const uint8_t *bytes;
    size_t count;
} sitrep_resource;

/// The table of embedded files, sorted by name (bytewise), and its length.
const sitrep_resource *sitrep_resources(void);
size_t sitrep_resource_count(void);

#endif
