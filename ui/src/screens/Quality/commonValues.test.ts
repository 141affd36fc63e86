import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';

import CommonValues from './CommonValues.svelte';

describe('common values of a column', () => {
  it('two values that look alike while presenting are both shown, each with its own rows', async () => {
    const onopen = vi.fn();
    const standIn = '•••@•••';
    render(CommonValues, {
      props: {
        title: 'Commonest',
        values: [{ text: standIn, rows: 41, exact: true }, { text: standIn, rows: 12, exact: true }],
        all: 100,
        label: (text: string) => `Rows of ${text}`,
        onopen,
      },
    });
    const doors = screen.getAllByRole('button', { name: /Rows of/ });
    expect(doors.map((door) => door.textContent?.split(',')[0]?.trim())).toEqual(['41', '12']);
    await fireEvent.click(doors[1] as HTMLElement);
    expect(onopen).toHaveBeenCalledWith(standIn);
  });
});
