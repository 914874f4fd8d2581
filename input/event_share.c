#include "input/event_parts.h"

/** Copy the roles of a kind from one draft to another that has none. */
static void
copy_roles(struct gz_event_finder *finder, const struct gz_event_draft *from,
           struct gz_event_draft *to, enum gz_role_kind kind) {
  if (gz_event_has_role(to, kind)) {
    return;
  }
  for (uint32_t i = 0; i < from->n_roles; ++i) {
    if (from->roles[i].kind == kind) {
      gz_event_add_role(finder, to, kind, from->roles[i].entity,
                        from->roles[i].is_event, from->heads[i]);
    }
  }
}

/**
 * "press him at a meeting in Washington": who meets is who is at it, and where
 * it is is where he is pressed.
 */
static void
share_occasion(struct gz_event_finder *finder, struct gz_event_draft *draft) {
  if (!gz_tree_has_case(finder->tree, draft->head, "at") &&
      !gz_tree_has_case(finder->tree, draft->head, "in") &&
      !gz_tree_has_case(finder->tree, draft->head, "during") &&
      !gz_tree_has_case(finder->tree, draft->head, "after") &&
      !gz_tree_has_case(finder->tree, draft->head, "on")) {
    return; // "pulled out of the talks"
  }
  const uint32_t head = gz_tree_head(finder->tree, draft->head);
  if (!draft->frame->noun || draft->clause != draft->head || head == GZ_NONE ||
      !finder->draft_at[head] ||
      !gz_tree_is(finder->tree, draft->head, GZ_DEPREL_OBL)) {
    return;
  }
  struct gz_event_draft *verb =
      &finder->drafts.items[finder->draft_at[head] - 1];
  copy_roles(finder, draft, verb, GZ_ROLE_PLACE);
  copy_roles(finder, verb, draft, GZ_ROLE_PLACE);
  if (draft->frame->type == GZ_EVENT_CONSULTATION &&
      !gz_event_has_role(draft, GZ_ROLE_ACTOR) &&
      !gz_event_has_role(draft, GZ_ROLE_RECIPIENT)) {
    copy_roles(finder, verb, draft, GZ_ROLE_ACTOR);
    copy_roles(finder, verb, draft, GZ_ROLE_RECIPIENT);
  }
}

/** Whether whom an event is done to is to do what it is about. */
static bool
is_for_another(enum gz_event_class type) {
  switch (type) {
  case GZ_EVENT_REQUEST:
  case GZ_EVENT_REQUIREMENT:
  case GZ_EVENT_PERMISSION:
  case GZ_EVENT_PROHIBITION:
  case GZ_EVENT_ACCUSATION:
    return true;
  default:
    return false;
  }
}

void
gz_event_hand_down(struct gz_event_finder *finder, uint32_t number) {
  const struct gz_event_draft *draft = &finder->drafts.items[number];
  if (!draft->frame->noun) {
    return; // the tree knows who controls a verb's infinitive
  }
  for (uint32_t i = 0; i < draft->n_roles; ++i) {
    if (!draft->roles[i].is_event || draft->roles[i].kind != GZ_ROLE_CONCERNS) {
      continue;
    }
    struct gz_event_draft *inner =
        &finder->drafts.items[draft->roles[i].entity];
    if (inner->frame->noun || gz_event_has_role(inner, GZ_ROLE_ACTOR) ||
        inner->frame->places[GZ_ROLE_ACTOR][0].kind != GZ_PLACE_SUBJECT ||
        gz_tree_has_passive(finder->tree, inner->head) ||
        !gz_event_is_infinitive(finder, inner->head)) {
      continue;
    }
    const enum gz_role_kind from =
        is_for_another(draft->frame->type) ? GZ_ROLE_RECIPIENT : GZ_ROLE_ACTOR;
    for (uint32_t j = 0; j < draft->n_roles; ++j) {
      if (draft->roles[j].kind == from && !draft->roles[j].is_event) {
        gz_event_add_role(finder, inner, GZ_ROLE_ACTOR, draft->roles[j].entity,
                          false, draft->heads[j]);
      }
    }
  }
}

void
gz_event_share(struct gz_event_finder *finder, uint32_t number) {
  struct gz_event_draft *draft = &finder->drafts.items[number];
  share_occasion(finder, draft);
  const uint32_t own = draft->n_roles;
  for (uint32_t i = 0; i < own; ++i) {
    if (!draft->roles[i].is_event) {
      continue;
    }
    const struct gz_event_draft *inner =
        &finder->drafts.items[draft->roles[i].entity];
    for (uint32_t j = 0; j < inner->n_roles; ++j) {
      const struct gz_role *role = &inner->roles[j];
      if (role->is_event) {
        continue;
      }
      if (role->kind == GZ_ROLE_ACTOR && draft->frame->noun &&
          !is_for_another(draft->frame->type) &&
          !gz_event_has_role(draft, GZ_ROLE_ACTOR)) {
        gz_event_add_role(finder, draft, GZ_ROLE_ACTOR, role->entity, false,
                          inner->heads[j]);
      } else if (role->kind == GZ_ROLE_RECIPIENT ||
                 role->kind == GZ_ROLE_CONCERNS) {
        gz_event_add_role(finder, draft, GZ_ROLE_CONCERNS, role->entity, false,
                          inner->heads[j]);
      }
    }
  }
}
