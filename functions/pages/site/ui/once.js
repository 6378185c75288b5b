/** What a button begins is done once, however often it is pressed meanwhile. */

/**
 * Keep some acts apart: while one runs no other of them begins, and their buttons are marked as out of use.
 *
 * @param {() => Iterable<Element>} [buttons]
 * @returns {<T>(act: () => Promise<T>) => Promise<T | undefined>} undefined where another runs
 */
export function once(buttons = () => []) {
  let isBusy = false;
  return async (act) => {
    if (isBusy) return undefined;
    isBusy = true;
    // `disabled` would take the focus from the button that was pressed.
    const away = [...buttons()];
    for (const each of away) each.setAttribute('aria-disabled', 'true');
    try {
      return await act();
    } finally {
      isBusy = false;
      for (const each of away) each.removeAttribute('aria-disabled');
    }
  };
}
