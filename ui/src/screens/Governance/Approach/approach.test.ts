import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { violations } from '../../../testing/axe';
import { REPLIES } from '../../../testing/fakeCore';
import { opened } from '../../../testing/opened';

describe('the approach', () => {
  it('advises with reasons, weekly work and the next step', async () => {
    const { container } = await opened('governance/approach');
    expect(screen.getByTestId('advice').textContent).toMatch(/Direct connections.*The organisation is small.*failed syncs/s);
    expect(screen.getByTestId('advice-next').textContent).toContain('Name an owner');
    expect(screen.getByTestId('vendor-questions').textContent).toContain('1,204');
    expect(screen.getByTestId('vendor-questions').querySelector('a')?.getAttribute('href')).toBe('#/matches/standing');
    expect(await violations(container)).toEqual([]);
  });

  it('advises nothing while an answer is missing, and tells which', async () => {
    const answered = REPLIES.approach?.({});
    if (!answered) throw new Error('no approach');
    await opened('governance/approach', { approach: () => ({ ...answered, advice: null, missing: ['What is in use?'] }) });
    expect(screen.getByTestId('advice').textContent).toContain('What is in use?');
    expect(screen.queryByTestId('advice-next')).toBeNull();
  });

  it('keeps one answer, and takes it away with a blank one', async () => {
    const { asked } = await opened('governance/approach');
    await fireEvent.change(screen.getByTestId('factor-size'), { target: { value: 'large' } });
    await fireEvent.change(screen.getByTestId('factor-size'), { target: { value: '' } });
    await waitFor(() => expect(asked('set_assessment')).toEqual([{ size: 'large' }, { size: '' }]));
  });
});

describe('the connections', () => {
  it('are a table and a picture in which the ownerless are marked by more than a colour', async () => {
    await opened('governance/approach');
    const picture = screen.getByTestId('connection-picture');
    expect(picture.querySelectorAll('.ownerless')).toHaveLength(1);
    expect(picture.querySelector('.ownerless text')?.textContent).toBe('?');
    expect(picture.querySelectorAll('line[marker-start]')).toHaveLength(1);
    expect(screen.getByTestId('connection-table').textContent).toContain('nobody answers for it');
    expect(screen.getByTestId('consent-told').textContent).toContain('contradict each other about 12 people');
  });

  it('are added, said more of, and taken off', async () => {
    const { asked } = await opened('governance/approach');
    const add = (await screen.findByTestId('add-connection')) as HTMLButtonElement;
    await fireEvent.change(screen.getByTestId('connection-to'), { target: { value: '1' } });
    expect(add.disabled).toBe(true);
    await fireEvent.change(screen.getByTestId('connection-to'), { target: { value: '4' } });
    await fireEvent.click(add);
    const [first] = screen.getAllByTestId('connection-consent');
    const [remove] = screen.getAllByTestId('remove-connection');
    if (!first || !remove) throw new Error('no connection');
    await fireEvent.change(first, { target: { value: 'not_carried' } });
    await waitFor(() =>
      expect(asked('set_connection')).toEqual([
        { connection: null, from: 1, to: 4, two_way: false, how: 'by_hand', consent: '', owner: '', note: '' },
        { connection: 1, from: 1, to: 2, two_way: true, how: 'by_hand', consent: 'not_carried', owner: 'Dana', note: '' },
      ]),
    );
    await fireEvent.click(remove);
    await waitFor(() => expect(asked('remove_connection')).toEqual([{ connection: 1 }]));
  });
});
