// libxml2 built with ICU pulls <unicode/*.h> into its headers, which clash with the ICU of Foundation in one file.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
