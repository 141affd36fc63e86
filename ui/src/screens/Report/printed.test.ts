import { expect, it } from 'vitest';

import { printed } from './printed';

it('keeps the styles, lowers the heading and lets nothing run', () => {
  const { sheet, nodes } = printed('<html><head><style>:root { --a: 1 } body { margin: 0 } tbody th { color: red }</style></head><body><h1>Rows</h1><script>alert(1)</script><p>One</p></body></html>');
  expect(sheet).toBe(':host { --a: 1 } .page { margin: 0 } tbody th { color: red }');
  const told = document.createElement('div');
  told.append(...nodes);
  expect(told.querySelector('script')).toBeNull();
  expect(told.querySelector('h1')).toBeNull();
  expect(told.querySelector('h2.first')?.textContent).toBe('Rows');
});
