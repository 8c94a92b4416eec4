#include <sqlite3.h>

/// Has SQLite count no memory, which takes a lock for every allocation; before the first connection of a program. Swift cannot
/// call functions with variable arguments.
static inline int sqlite3_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/// Has the processor fetch the memory that will be read soon.
static inline void sitrep_fetch_soon(const void *place) { __builtin_prefetch(place); }
