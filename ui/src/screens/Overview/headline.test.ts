import { screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { REPLIES } from '../../testing/fakeCore';
import { opened } from '../../testing/opened';

const view = REPLIES.overview?.({});
if (!view) throw new Error('an overview');

it('leads to the people only once it is known who they are', async () => {
  const headline = '12,031 rows are loaded. How many people they are is not known yet.';
  await opened('overview', { overview: () => ({ ...view, customers: null, headline }) });
  expect(screen.getByTestId('headline').textContent?.trim()).toBe(headline);
  expect(screen.queryByTestId('door-customers')).toBeNull();
});
