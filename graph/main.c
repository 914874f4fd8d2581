#include "graph/gazette.h"

#include <stdio.h>

int
main(void) {
  puts(gz_version());
  return 0;
}
