// What only the site serves: apart from LexiconData, so that the core program does not carry it.
// Touch this file when one of them has changed: the build does not look at what #embed reads.
#include "SiteData.h"

static const uint8_t style[] = {
#embed "pages/site.css"
};
static const uint8_t script[] = {
#embed "pages/site.js"
};

sitrep_site_file sitrep_site_style(void) { return (sitrep_site_file){style, sizeof style}; }
sitrep_site_file sitrep_site_script(void) { return (sitrep_site_file){script, sizeof script}; }
