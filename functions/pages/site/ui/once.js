/** Runs what a button begins once, however often the button is pressed meanwhile. */

/**
 * Run one of several acts at a time. While it runs, the buttons of all of them are marked as out of use.
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
