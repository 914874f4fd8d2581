#include "input/html_blocks.h"
#include "input/reader_date.h"
#include "input/reader_formats.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/** Attributes that a tag can have. */
#define MAX_ATTRIBUTES 2048

/** What a page says of itself, by how far it is to be trusted. */
struct found {
  struct gz_str title[4]; /**< JSON-LD, Open Graph, <h1>, <title> */
  struct gz_str date[4];  /**< JSON-LD, <meta>, <time>, none */
  struct gz_str publisher[2];
  struct gz_str source[2];
  struct gz_str language;
  struct gz_str body; /**< JSON-LD's articleBody */
};

/** Copy with white space made single, or null data if memory is out. */
static struct gz_str
tidy(struct gz_arena *arena, struct gz_str text) {
  char *copy = gz_arena_alloc(arena, text.size + 1);
  size_t size = 0;
  text = gz_str_trim(text);
  for (size_t at = 0; copy && at < text.size;) {
    const size_t begin = at;
    if (!gz_is_space(gz_utf8_next(text, &at))) {
      memcpy(copy + size, text.data + begin, at - begin);
      size += at - begin;
    } else if (size && copy[size - 1] != ' ') {
      copy[size++] = ' ';
    }
  }
  return gz_str_n(copy, size);
}

/** Keep `text`, tidied, in `place` unless there is something already. */
static enum gz_status
keep(struct gz_arena *arena, struct gz_str *place, struct gz_str text) {
  if (place->size || !gz_str_trim(text).size) {
    return GZ_OK;
  }
  if (text.size > GZ_MAX_FIELD_BYTES) {
    return GZ_OK;
  }
  const struct gz_str tidied = tidy(arena, text);
  if (!tidied.data) {
    return GZ_NO_MEMORY;
  }
  *place = tidied;
  return GZ_OK;
}

/** An attribute's value, or the empty view. */
static struct gz_str
attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    if (strcmp((const char *)a->name, name) == 0 && a->children &&
        a->children->content) {
      return gz_str((const char *)a->children->content);
    }
  }
  return gz_str_n("", 0);
}

/** All text inside an element, in the arena. */
static enum gz_status
keep_content(struct gz_arena *arena, struct gz_str *place,
             const xmlNode *node) {
  struct gz_buffer text;
  enum gz_status status = GZ_OK;
  if (place->size) {
    return GZ_OK;
  }
  gz_buffer_init(&text, GZ_MAX_FIELD_BYTES);
  for (const xmlNode *n = node; n && status == GZ_OK;
       n = gz_html_next(n, node, true)) {
    if (n->type == XML_TEXT_NODE && n->content) {
      status = gz_buffer_puts(&text, (const char *)n->content);
    }
  }
  if (status == GZ_OK) {
    status = keep(arena, place, gz_buffer_str(&text));
  }
  gz_buffer_free(&text);
  return status == GZ_TOO_LARGE ? GZ_OK : status;
}

/** What a <meta> element says. */
static enum gz_status
read_meta(struct gz_arena *arena, struct found *found, const xmlNode *node) {
  static const char *const dates[] = {"article:published_time",
                                      "datepublished",
                                      "date",
                                      "pubdate",
                                      "dc.date",
                                      "dc.date.issued",
                                      "publishdate",
                                      "publish-date",
                                      "sailthru.date",
                                      "parsely-pub-date"};
  const struct gz_str content = attribute(node, "content");
  struct gz_str name = attribute(node, "property");
  name = name.size ? name : attribute(node, "name");
  name = name.size ? name : attribute(node, "itemprop");
  if (gz_str_equal_nocase(name, GZ_STR("og:title"))) {
    return keep(arena, &found->title[1], content);
  }
  if (gz_str_equal_nocase(name, GZ_STR("og:site_name"))) {
    return keep(arena, &found->publisher[1], content);
  }
  if (gz_str_equal_nocase(name, GZ_STR("og:url"))) {
    return keep(arena, &found->source[1], content);
  }
  for (size_t i = 0; i < sizeof dates / sizeof *dates; ++i) {
    if (gz_str_equal_nocase(name, gz_str(dates[i]))) {
      return keep(arena, &found->date[1], content);
    }
  }
  return GZ_OK;
}

/** The string at `key` of a JSON object, or of an object at it at `name`. */
static struct gz_str
json_text(const json_t *object, const char *key, const char *inner) {
  const json_t *value = json_object_get(object, key);
  if (json_is_array(value)) {
    value = json_array_get(value, 0);
  }
  if (json_is_object(value)) {
    value = json_object_get(value, inner);
  }
  return json_is_string(value)
             ? gz_str_n(json_string_value(value), json_string_length(value))
             : gz_str_n("", 0);
}

/** Whether a JSON-LD object describes an article. */
static bool
is_article(const json_t *object) {
  static const char *const types[] = {"Article",
                                      "NewsArticle",
                                      "ReportageNewsArticle",
                                      "BlogPosting",
                                      "AnalysisNewsArticle",
                                      "OpinionNewsArticle",
                                      "BackgroundNewsArticle"};
  const struct gz_str type = json_text(object, "@type", "");
  for (size_t i = 0; i < sizeof types / sizeof *types; ++i) {
    if (gz_str_is(type, types[i])) {
      return true;
    }
  }
  return false;
}

/** What one JSON-LD object says, if it describes an article. */
static enum gz_status
read_linked_object(struct gz_arena *arena, struct found *found,
                   const json_t *object) {
  enum gz_status status;
  if (!is_article(object)) {
    return GZ_OK;
  }
  const struct gz_str headline = json_text(object, "headline", "@value");
  // Some sites escape it as if it were HTML; the other sources are better.
  if (gz_str_find(headline, '&') == headline.size ||
      gz_str_find(headline, ';') == headline.size) {
    GZ_TRY(status, keep(arena, &found->title[0], headline));
  }
  GZ_TRY(status, keep(arena, &found->date[0],
                      json_text(object, "datePublished", "@value")));
  GZ_TRY(status, keep(arena, &found->publisher[0],
                      json_text(object, "publisher", "name")));
  GZ_TRY(status, keep(arena, &found->source[1],
                      json_text(object, "mainEntityOfPage", "@id")));
  const struct gz_str body = json_text(object, "articleBody", "@value");
  if (!found->body.size && body.size) {
    found->body = gz_arena_str(arena, body);
    return found->body.data ? GZ_OK : GZ_NO_MEMORY;
  }
  return GZ_OK;
}

/** What a JSON-LD script says; one that is no JSON says nothing. */
static enum gz_status
read_linked_data(struct gz_arena *arena, struct found *found,
                 struct gz_str text) {
  enum gz_status status = GZ_OK;
  if (gz_json_check_depth(text, NULL) != GZ_OK) {
    return GZ_OK;
  }
  json_t *data = json_loadb(text.data, text.size, 0, NULL);
  const json_t *list = json_object_get(data, "@graph");
  list = json_is_array(list) ? list : data;
  if (json_is_array(list)) {
    for (size_t i = 0; i < json_array_size(list) && status == GZ_OK; ++i) {
      status = read_linked_object(arena, found, json_array_get(list, i));
    }
  } else if (data) {
    status = read_linked_object(arena, found, data);
  }
  json_decref(data);
  return status;
}

/** What one element says of the article. */
static enum gz_status
read_element(struct gz_arena *arena, struct found *found, const xmlNode *node) {
  if (gz_html_is(node, "meta")) {
    return read_meta(arena, found, node);
  }
  if (gz_html_is(node, "html")) {
    return keep(arena, &found->language, attribute(node, "lang"));
  }
  if (gz_html_is(node, "title")) {
    return keep_content(arena, &found->title[3], node);
  }
  if (gz_html_is(node, "h1")) {
    return keep_content(arena, &found->title[2], node);
  }
  if (gz_html_is(node, "time")) {
    return keep(arena, &found->date[2], attribute(node, "datetime"));
  }
  if (gz_html_is(node, "link") &&
      gz_str_is(attribute(node, "rel"), "canonical")) {
    return keep(arena, &found->source[0], attribute(node, "href"));
  }
  if (gz_html_is(node, "script") && node->children && node->children->content &&
      gz_str_is(attribute(node, "type"), "application/ld+json")) {
    return read_linked_data(arena, found,
                            gz_str((const char *)node->children->content));
  }
  return GZ_OK;
}

/** The first of `count` texts that is not empty. */
static struct gz_str
first_of(const struct gz_str *texts, size_t count) {
  for (size_t i = 0; i + 1 < count; ++i) {
    if (texts[i].size) {
      return texts[i];
    }
  }
  return texts[count - 1];
}

/** Whether two names have the same letters and digits, ASCII case aside. */
static bool
same_name(struct gz_str a, struct gz_str b) {
  size_t i = 0;
  size_t j = 0;
  for (;;) {
    uint32_t c;
    uint32_t d;
    do {
      c = gz_utf8_next(a, &i);
    } while (c != GZ_NO_CHAR && !gz_is_word(c));
    do {
      d = gz_utf8_next(b, &j);
    } while (d != GZ_NO_CHAR && !gz_is_word(d));
    if (c == GZ_NO_CHAR || gz_to_lower(c) != gz_to_lower(d)) {
      return c == d;
    }
  }
}

/** `title` without " | Publisher" or the like at its end. */
static struct gz_str
without_publisher(struct gz_str title, struct gz_str publisher) {
  static const char *const marks[] = {" | ", " - ", " – ", " — "};
  for (size_t at = title.size; publisher.size && at > 0; --at) {
    const struct gz_str rest = gz_str_part(title, at, title.size);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; ++i) {
      const struct gz_str mark = gz_str(marks[i]);
      if (gz_str_starts(rest, mark)) {
        return same_name(gz_str_part(rest, mark.size, rest.size), publisher)
                   ? gz_str_part(title, 0, at)
                   : title;
      }
    }
  }
  return title;
}

/** Put what was found into the metadata. */
static enum gz_status
take_found(const struct found *found, struct gz_metadata *metadata,
           struct gz_error *error) {
  enum gz_status status;
  const struct gz_str publisher = first_of(found->publisher, 2);
  const struct gz_str title =
      without_publisher(first_of(found->title, 4), publisher);
  GZ_TRY(status, gz_metadata_set(metadata, GZ_FIELD_TITLE, title, error));
  GZ_TRY(status,
         gz_metadata_set(metadata, GZ_FIELD_PUBLISHER, publisher, error));
  GZ_TRY(status, gz_metadata_set(metadata, GZ_FIELD_SOURCE,
                                 first_of(found->source, 2), error));
  GZ_TRY(status,
         gz_metadata_set(metadata, GZ_FIELD_LANGUAGE, found->language, error));
  for (size_t i = 0; i < 4; ++i) {
    // A date in a form that we do not read leaves the next to be tried.
    if (found->date[i].size && gz_date_parse(found->date[i], &metadata->date)) {
      break;
    }
  }
  return GZ_OK;
}

/** Words of a text, roughly: runs between white space. */
static size_t
count_words(struct gz_str text) {
  size_t words = 0;
  bool inside = false;
  for (size_t i = 0; i < text.size; ++i) {
    const bool space = gz_is_space((unsigned char)text.data[i]);
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

/** Fill `article` from a parsed page. */
static enum gz_status
take_page(const xmlNode *root, struct gz_article *article,
          struct gz_error *error) {
  enum gz_status status = GZ_OK;
  struct found found = {0};
  for (const xmlNode *node = root; node && status == GZ_OK;
       node = gz_html_next(node, root, true)) {
    status = read_element(article->arena, &found, node);
  }
  if (status != GZ_OK) {
    return gz_fail(error, status, "No memory for a page");
  }
  GZ_TRY(status, take_found(&found, &article->metadata, error));
  struct gz_buffer text;
  gz_buffer_init(&text, 2 * GZ_MAX_ARTICLE_BYTES);
  status = gz_html_article(root, article->metadata.title, &text);
  struct gz_str body = gz_buffer_str(&text);
  // A page that a script fills has its text in the linked data only.
  if (2 * count_words(body) < count_words(found.body)) {
    body = found.body;
  }
  struct gz_str copy = gz_str_n(NULL, 0);
  if (status == GZ_OK) {
    copy = gz_arena_str(article->arena, body);
    status = copy.data ? GZ_OK : GZ_NO_MEMORY;
  }
  gz_buffer_free(&text);
  if (status != GZ_OK) {
    return gz_fail(error, status, "No room for the text of a page");
  }
  struct gz_str clean;
  GZ_TRY(status, gz_text_clean(copy, article->arena, &clean, NULL, error));
  return gz_article_take_text(article, clean, error);
}

/** Offset past the next `mark` at or after `at`, ASCII case aside. */
static size_t
past(struct gz_str text, size_t at, const char *mark) {
  const size_t size = strlen(mark);
  for (; at + size <= text.size; ++at) {
    if (text.data[at] == mark[0] &&
        gz_str_equal_nocase(gz_str_part(text, at, at + size), gz_str(mark))) {
      return at + size;
    }
  }
  return text.size;
}

/** Whether the tag at the beginning of `page` has that name. */
static bool
is_tag(struct gz_str page, const char *name) {
  const struct gz_str tag = gz_str(name);
  return gz_str_equal_nocase(gz_str_part(page, 0, tag.size), tag) &&
         page.size > tag.size &&
         !gz_is_word((unsigned char)page.data[tag.size]);
}

/**
 * Find the end of the tag that begins at `at` and count its attributes,
 * roughly: no fewer than there are.
 */
static size_t
scan_tag(struct gz_str page, size_t at, size_t *attributes) {
  char last = '\0'; // The last character that is not white space.
  *attributes = 0;
  for (++at; at < page.size && page.data[at] != '>'; ++at) {
    const char c = page.data[at];
    *attributes += c == '=' || c == '/' || gz_is_space((unsigned char)c);
    if (last == '=' && (c == '"' || c == '\'')) {
      const char quote[2] = {c, '\0'};
      at = past(page, at + 1, quote) - 1;
    }
    last = gz_is_space((unsigned char)c) ? last : c;
  }
  return at;
}

/**
 * Refuse a tag with more than MAX_ATTRIBUTES: libxml2 compares each attribute
 * with all before it, which takes quadratic time.
 */
static enum gz_status
check_tags(struct gz_str page, struct gz_error *error) {
  for (size_t at = 0; at < page.size;) {
    at += gz_str_find(gz_str_part(page, at, page.size), '<');
    const struct gz_str rest = gz_str_part(page, at, page.size);
    if (gz_str_starts(rest, GZ_STR("<!--"))) {
      at = past(page, at + 4, "-->");
      continue;
    }
    const size_t begin = at;
    size_t attributes = 0;
    at = scan_tag(page, at, &attributes);
    if (attributes > MAX_ATTRIBUTES) {
      return gz_fail_at(error, GZ_TOO_LARGE, 0, 0, begin,
                        "A tag with more than %d attributes", MAX_ATTRIBUTES);
    }
    if (is_tag(rest, "<script")) {
      at = past(page, at, "</script");
    } else if (is_tag(rest, "<style")) {
      at = past(page, at, "</style");
    }
  }
  return GZ_OK;
}

enum gz_status
gz_read_html(struct gz_str bytes, struct gz_article *article,
             enum gz_encoding *was, struct gz_error *error) {
  enum gz_status status;
  const enum gz_encoding from = gz_encoding_guess(bytes);
  const char *encoding = "UTF-8";
  if (from == GZ_ENCODING_UTF8 && gz_utf8_valid(bytes) < bytes.size) {
    encoding = NULL; // Some other one: the page itself may say which.
  } else if (from != GZ_ENCODING_UTF8) {
    GZ_TRY(status, gz_text_clean(bytes, article->arena, &bytes, NULL, error));
  }
  GZ_TRY(status, check_tags(bytes, error));
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                      HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                      HTML_PARSE_COMPACT;
  htmlDocPtr page = bytes.size ? htmlReadMemory(bytes.data, (int)bytes.size,
                                                NULL, encoding, options)
                               : NULL;
  const xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
  if (!root) {
    xmlFreeDoc(page);
    return gz_fail(error, GZ_BAD_INPUT, "Not a page of HTML");
  }
  status = take_page(root, article, error);
  xmlFreeDoc(page);
  if (status == GZ_OK) {
    *was = from;
  }
  return status;
}
