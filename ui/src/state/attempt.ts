/** Changing the project from a screen: whatever goes wrong is told, where nobody tells it better. */
import { asApiError } from '../api';
import { session } from './session.svelte';

/** Does something; what goes wrong becomes a notice. Tells whether it went well. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (thrown) {
    session.complain(asApiError(thrown));
    return false;
  }
}
