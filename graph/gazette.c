#include "graph/gazette.h"

#include "config.h"

const char *
gz_version(void) {
  return PACKAGE_VERSION;
}
