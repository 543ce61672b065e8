#include "ctextwriter.h"
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

enum { OP_OPEN, OP_ATTRIBUTE, OP_TEXT, OP_CLOSE };

typedef struct {
  int kind;
  const xmlChar *name;
  const xmlChar *value;
} operation;

struct ctw_script {
  xmlDocPtr document;
  operation *operations;
  size_t count, capacity;
  xmlChar **owned;
  size_t owned_count;
};

static void add(ctw_script *s, int kind, const xmlChar *name, const xmlChar *value) {
  if (s->count == s->capacity) {
    s->capacity = s->capacity ? 2 * s->capacity : 256;
    s->operations = realloc(s->operations, s->capacity * sizeof(operation));
    if (!s->operations) abort();
  }
  s->operations[s->count++] = (operation){kind, name, value};
}

static const xmlChar *own(ctw_script *s, xmlChar *text) {
  s->owned = realloc(s->owned, (s->owned_count + 1) * sizeof(xmlChar *));
  if (!s->owned) abort();
  s->owned[s->owned_count++] = text;
  return text;
}

static void take(ctw_script *s, xmlNodePtr node) {
  add(s, OP_OPEN, node->name, NULL);
  for (xmlNsPtr ns = node->nsDef; ns; ns = ns->next) add(s, OP_ATTRIBUTE, BAD_CAST "xmlns", ns->href);
  for (xmlAttrPtr a = node->properties; a; a = a->next) {
    const xmlChar *name = a->name;
    if (a->ns) name = own(s, xmlStrncatNew(BAD_CAST "xml:", a->name, -1));
    add(s, OP_ATTRIBUTE, name, own(s, xmlNodeListGetString(s->document, a->children, 1)));
  }
  for (xmlNodePtr c = node->children; c; c = c->next) {
    if (c->type == XML_ELEMENT_NODE) take(s, c);
    // White space between elements is the writer's own work.
    if (c->type == XML_TEXT_NODE && !xmlIsBlankNode(c)) add(s, OP_TEXT, NULL, c->content);
  }
  add(s, OP_CLOSE, NULL, NULL);
}

ctw_script *ctw_prepare(const uint8_t *bytes, size_t count) {
  xmlDocPtr document = xmlReadMemory((const char *)bytes, (int)count, NULL, NULL, XML_PARSE_NONET);
  if (!document) return NULL;
  ctw_script *s = calloc(1, sizeof *s);
  if (!s) abort();
  s->document = document;
  take(s, xmlDocGetRootElement(document));
  return s;
}

static xmlBufferPtr run(const ctw_script *s) {
  xmlBufferPtr buffer = xmlBufferCreate();
  xmlTextWriterPtr w = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;
  if (!w) return NULL;
  xmlTextWriterSetIndent(w, 1);
  xmlTextWriterSetIndentString(w, BAD_CAST "  ");
  xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL);
  for (size_t i = 0; i < s->count; i++) {
    const operation *o = &s->operations[i];
    switch (o->kind) {
      case OP_OPEN: xmlTextWriterStartElement(w, o->name); break;
      case OP_ATTRIBUTE: xmlTextWriterWriteAttribute(w, o->name, o->value); break;
      case OP_TEXT: xmlTextWriterWriteString(w, o->value); break;
      default: xmlTextWriterEndElement(w);
    }
  }
  xmlTextWriterEndDocument(w);
  xmlFreeTextWriter(w);
  return buffer;
}

size_t ctw_write(const ctw_script *s) {
  xmlBufferPtr buffer = run(s);
  if (!buffer) return 0;
  size_t size = (size_t)xmlBufferLength(buffer);
  xmlBufferFree(buffer);
  return size;
}

char *ctw_text(const ctw_script *s) {
  xmlBufferPtr buffer = run(s);
  if (!buffer) return NULL;
  char *text = strdup((const char *)xmlBufferContent(buffer));
  xmlBufferFree(buffer);
  return text;
}

void ctw_free(ctw_script *s) {
  if (!s) return;
  for (size_t i = 0; i < s->owned_count; i++) xmlFree(s->owned[i]);
  free(s->owned);
  free(s->operations);
  xmlFreeDoc(s->document);
  free(s);
}
