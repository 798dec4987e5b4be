/**
 * A text as the value of a filter's option in a graph. Each of the two readers, of the graph and of the options, takes one layer
 * of backslashes away.
 */
export const filterValue = (text: string): string =>
  text.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&')
