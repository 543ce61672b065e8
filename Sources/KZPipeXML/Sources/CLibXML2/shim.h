// libxml2 built with ICU pulls <unicode/*.h> into its headers, which clash with the ICU of Foundation in one file.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

// libxml2's release function is a global variable, which Swift does not let threads share.
static inline void kzpipe_xml_free(void *_Nullable memory) { xmlFree(memory); }
