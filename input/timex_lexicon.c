#include "input/timex_lexicon.h"

#include <string.h>

/* Slots that the table begins with; a power of two. */
#define FIRST_SLOTS 1024U

static uint32_t
slot_of(const struct gz_timex_rules *rules, struct gz_str text) {
  uint32_t slot = (uint32_t)gz_str_hash(text) & (rules->n_slots - 1);
  for (uint32_t word = rules->slots[slot]; word; word = rules->slots[slot]) {
    if (gz_str_is(text, rules->words.items[word - 1].text)) {
      break;
    }
    slot = (slot + 1) & (rules->n_slots - 1);
  }
  return slot;
}

uint32_t
gz_time_word_find(const struct gz_timex_rules *rules, struct gz_str text) {
  return rules->n_slots ? rules->slots[slot_of(rules, text)] : 0;
}

static bool
grow_slots(struct gz_timex_rules *rules) {
  const uint32_t room = rules->n_slots ? rules->n_slots * 2 : FIRST_SLOTS;
  uint32_t *slots = gz_arena_array(rules->arena, room, sizeof *slots);
  if (!slots) {
    return false;
  }
  rules->slots = slots;
  rules->n_slots = room;
  for (uint32_t i = 0; i < rules->words.count; ++i) {
    rules->slots[slot_of(rules, gz_str(rules->words.items[i].text))] = i + 1;
  }
  return true;
}

uint32_t
gz_time_word_add(struct gz_timex_rules *rules, struct gz_str text) {
  const uint32_t known = gz_time_word_find(rules, text);
  if (known || text.size > GZ_MAX_TIMEX_WORD) {
    return known;
  }
  if (rules->words.count * 2 >= rules->n_slots && !grow_slots(rules)) {
    return 0;
  }
  struct gz_time_word *word = GZ_PUSH(rules, &rules->words);
  if (!word) {
    return 0;
  }
  memcpy(word->text, text.data, text.size);
  rules->slots[slot_of(rules, text)] = rules->words.count;
  return rules->words.count;
}

bool
gz_time_membership_add(struct gz_timex_rules *rules, uint32_t word,
                       struct gz_time_membership membership) {
  struct gz_time_membership *added = GZ_PUSH(rules, &rules->memberships);
  if (!added) {
    return false;
  }
  *added = membership;
  added->next = rules->words.items[word - 1].memberships;
  rules->words.items[word - 1].memberships = rules->memberships.count;
  return true;
}

bool
gz_time_word_in(const struct gz_timex_rules *rules, uint32_t word,
                uint32_t list, struct gz_time_membership *found) {
  uint32_t at = word ? rules->words.items[word - 1].memberships : 0;
  while (at) {
    const struct gz_time_membership *membership =
        &rules->memberships.items[at - 1];
    if (membership->list == list) {
      *found = *membership;
      return true;
    }
    at = membership->next;
  }
  return false;
}

/* Bits of numbers, and of what no rule knows; words have those below. */
#define BIT_DIGITS 62U
#define BIT_OTHER 63U

unsigned
gz_time_bit(uint32_t word, bool digits) {
  return digits ? BIT_DIGITS : word ? word % BIT_DIGITS : BIT_OTHER;
}

void
gz_time_set(struct gz_time_fields *fields, enum gz_time_field field,
            int32_t value) {
  fields->set |= (uint32_t)1 << field;
  fields->value[field] = value;
}

bool
gz_time_has(const struct gz_time_fields *fields, enum gz_time_field field) {
  return fields->set >> field & 1;
}
