import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';

import { violations } from '../../testing/axe';
import ConditionRow from './ConditionRow.svelte';
import { begin, type Named } from './draft';

const NEWSLETTER: Named = { code: 'newsletter', name: 'Newsletter' };
const SERVICE: Named = { code: 'service', name: 'Service messages' };

function row(purposes: readonly Named[], kind: 'consent_for' | 'event' = 'consent_for') {
  const onchange = vi.fn();
  const condition = begin(kind, '1', 'email', purposes[0]?.code);
  const { container } = render(ConditionRow, { condition, place: '0', step: undefined, sources: [], attributes: [], lists: [], checks: [], purposes, onchange, onremove: () => undefined });
  return { onchange, container };
}

const offered = (testid: string) => Array.from(screen.getByTestId<HTMLSelectElement>(testid).options).map((one) => one.value);

describe('a condition on what people allowed for a purpose', () => {
  it('asks for a channel, a purpose the core knows and one of three answers', async () => {
    const { onchange, container } = row([NEWSLETTER, SERVICE]);
    expect(await violations(container)).toEqual([]);
    expect(offered('purpose-0')).toEqual(['newsletter', 'service']);
    expect(offered('test-0')).toEqual(['yes', 'no', 'unknown']);
    await fireEvent.change(screen.getByTestId('purpose-0'), { target: { value: 'service' } });
    expect(onchange).toHaveBeenLastCalledWith(expect.objectContaining({ named: 'service', subject: 'email_consent', test: 'yes' }));
    await fireEvent.change(screen.getByTestId('test-0'), { target: { value: 'unknown' } });
    expect(onchange).toHaveBeenLastCalledWith(expect.objectContaining({ test: 'unknown' }));
  });

  it('begins with the first purpose that is named', async () => {
    const { onchange } = row([NEWSLETTER], 'event');
    expect(offered('kind-0')).toContain('consent_for');
    await fireEvent.change(screen.getByTestId('kind-0'), { target: { value: 'consent_for' } });
    expect(onchange).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'consent_for', named: 'newsletter' }));
  });

  it('is not offered where no statement names a purpose', () => {
    row([], 'event');
    expect(offered('kind-0')).not.toContain('consent_for');
  });
});
