/** Accessibility rules that can be checked without a painted page; the browser tests check the rest. */
import axe from 'axe-core';

export async function violations(node: Element): Promise<string[]> {
  const found = await axe.run(node, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((each) => each.html.slice(0, 120)).join(' | ')}`);
}
