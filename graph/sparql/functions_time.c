#include "graph/sparql/functions.h"

#include "input/arena.h"

/** Whether values of `kind` have the part that `op` asks for. */
static bool
has_part(enum gz_sparql_op op, enum gz_value_kind kind) {
  switch (op) {
  case GZ_OP_YEAR:
    return kind == GZ_VALUE_DATETIME || kind == GZ_VALUE_DATE ||
           kind == GZ_VALUE_YEAR || kind == GZ_VALUE_YEAR_MONTH;
  case GZ_OP_MONTH:
    return kind == GZ_VALUE_DATETIME || kind == GZ_VALUE_DATE ||
           kind == GZ_VALUE_YEAR_MONTH || kind == GZ_VALUE_MONTH ||
           kind == GZ_VALUE_MONTH_DAY;
  case GZ_OP_DAY:
    return kind == GZ_VALUE_DATETIME || kind == GZ_VALUE_DATE ||
           kind == GZ_VALUE_MONTH_DAY || kind == GZ_VALUE_DAY;
  case GZ_OP_HOURS:
  case GZ_OP_MINUTES:
  case GZ_OP_SECONDS:
    return kind == GZ_VALUE_DATETIME || kind == GZ_VALUE_TIME;
  default:
    return kind >= GZ_VALUE_DATETIME && kind <= GZ_VALUE_DAY;
  }
}

/** TZ: the zone as it is written, or "". */
static enum gz_status
zone_text(struct gz_arena *arena, const struct gz_datetime *time,
          struct gz_value *value) {
  char *text = gz_arena_copy(arena, GZ_STR("+00:00"));
  if (!text) {
    return GZ_NO_MEMORY;
  }
  if (!time->has_zone) {
    *value = gz_value_from_string(GZ_STR(""));
  } else if (!time->zone) {
    *value = gz_value_from_string(GZ_STR("Z"));
  } else {
    const int zone = time->zone < 0 ? -time->zone : time->zone;
    text[0] = time->zone < 0 ? '-' : '+';
    text[1] = (char)('0' + zone / 600);
    text[2] = (char)('0' + zone / 60 % 10);
    text[4] = (char)('0' + zone % 60 / 10);
    text[5] = (char)('0' + zone % 10);
    *value = gz_value_from_string(gz_str_n(text, 6));
  }
  return GZ_OK;
}

enum gz_status
gz_function_time(struct gz_sparql_context *context, enum gz_sparql_op op,
                 const struct gz_value *argument, struct gz_value *value) {
  if (!has_part(op, argument->kind)) {
    return GZ_BAD_INPUT;
  }
  const struct gz_datetime *time = &argument->time;
  switch (op) {
  case GZ_OP_YEAR:
    *value = gz_value_from_int(time->year);
    return GZ_OK;
  case GZ_OP_MONTH:
    *value = gz_value_from_int(time->month);
    return GZ_OK;
  case GZ_OP_DAY:
    *value = gz_value_from_int(time->day);
    return GZ_OK;
  case GZ_OP_HOURS:
    *value = gz_value_from_int(time->hour);
    return GZ_OK;
  case GZ_OP_MINUTES:
    *value = gz_value_from_int(time->minute);
    return GZ_OK;
  case GZ_OP_SECONDS:
    *value = gz_value_from_decimal(time->second);
    return GZ_OK;
  case GZ_OP_TZ:
    return zone_text(context->scratch, time, value);
  default: {
    if (!time->has_zone) {
      return GZ_BAD_INPUT;
    }
    struct gz_value zone = {.kind = GZ_VALUE_DAY_TIME};
    zone.duration.seconds = gz_decimal_from_int(time->zone * 60);
    *value = zone;
    return GZ_OK;
  }
  }
}
