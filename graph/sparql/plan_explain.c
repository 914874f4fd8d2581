#include "graph/sparql/exec.h"

enum gz_status
gz_exec_describe_node(const struct gz_exec *exec,
                      const struct gz_sparql_node *node,
                      struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  if (node->column != GZ_NO_COLUMN) {
    return gz_buffer_printf(text, " ?%.*s",
                            GZ_STR_ARGS(exec->query->columns[node->column]));
  }
  const struct gz_str value = node->term.value;
  if (node->term.kind != GZ_TERM_IRI) {
    return gz_buffer_printf(text, " \"%.*s\"", GZ_STR_ARGS(value));
  }
  for (size_t i = 0; i < exec->query->n_prefixes; ++i) {
    const struct gz_sparql_prefix *const prefix = &exec->query->prefixes[i];
    if (prefix->iri.size && gz_str_starts(value, prefix->iri)) {
      GZ_TRY(status,
             gz_buffer_printf(text, " %.*s:", GZ_STR_ARGS(prefix->name)));
      return gz_buffer_add(text,
                           gz_str_part(value, prefix->iri.size, value.size));
    }
  }
  return gz_buffer_printf(text, " <%.*s>", GZ_STR_ARGS(value));
}

enum gz_status
gz_exec_describe_triple(const struct gz_exec *exec,
                        const struct gz_algebra *node, struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_exec_describe_node(exec, &node->triple.subject, text));
  if (node->triple.path) {
    GZ_TRY(status, gz_buffer_puts(text, " path"));
  } else {
    GZ_TRY(status, gz_exec_describe_node(exec, &node->triple.predicate, text));
  }
  GZ_TRY(status, gz_exec_describe_node(exec, &node->triple.object, text));
  if (node->graph.column != GZ_NO_COLUMN ||
      node->graph.term.kind != GZ_TERM_NONE) {
    GZ_TRY(status, gz_buffer_puts(text, " in"));
    GZ_TRY(status, gz_exec_describe_node(exec, &node->graph, text));
  }
  return GZ_OK;
}

enum gz_status
gz_exec_describe_line(size_t depth, double estimate, uint64_t rows,
                      uint64_t opened, const char *name,
                      struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  GZ_TRY(status, gz_buffer_printf(text, "%12.0f %12llu %9llu  ", estimate,
                                  (unsigned long long)rows,
                                  (unsigned long long)opened));
  for (size_t i = 0; i < depth; ++i) {
    GZ_TRY(status, gz_buffer_puts(text, "  "));
  }
  return gz_buffer_puts(text, name);
}

enum gz_status
gz_op_explain(const struct gz_op *op, size_t depth, struct gz_buffer *text) {
  enum gz_status status = GZ_OK;
  if (!depth) {
    GZ_TRY(status,
           gz_buffer_puts(text,
                          "    expected         rows    opened  operator\n"));
  }
  GZ_TRY(status, gz_exec_describe_line(depth, op->estimate, op->rows,
                                       op->opened, op->class->name, text));
  if (op->class->describe) {
    return op->class->describe(op, depth, text);
  }
  GZ_TRY(status, gz_buffer_putc(text, '\n'));
  for (size_t i = 0; i < op->n_parts; ++i) {
    GZ_TRY(status, gz_op_explain(op->parts[i], depth + 1, text));
  }
  return GZ_OK;
}
