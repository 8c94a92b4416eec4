#ifndef SITREP_SITE_DATA_H
#define SITREP_SITE_DATA_H

#include <stddef.h>
#include <stdint.h>

/// A file that the site serves; its bytes live as long as the process.
typedef struct {
    const uint8_t *bytes;
    size_t count;
} sitrep_site_file;

/// pages/site.css: what the site's pages add to the style of a report.
sitrep_site_file sitrep_site_style(void);
/// pages/site.js: the one script.
sitrep_site_file sitrep_site_script(void);

#endif
