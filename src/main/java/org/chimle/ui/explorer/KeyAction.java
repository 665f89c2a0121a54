package org.chimle.ui.explorer;

import java.awt.event.ActionEvent;

import javax.swing.AbstractAction;
import javax.swing.InputMap;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** What a key does. */
final class KeyAction extends AbstractAction {

	private static final long serialVersionUID = 1;

	private final transient Runnable work;

	private KeyAction(final Runnable work) {
		this.work = work;
	}

	/**
	 * @param component the component that hears the key
	 * @param when a condition of {@link JComponent#getInputMap(int)}
	 * @param key as {@link KeyStroke#getKeyStroke(String)} understands it
	 * @param work what it does
	 */
	static void bind(final JComponent component, final int when, final String key, final Runnable work) {
		final InputMap keys = component.getInputMap(when);
		keys.put(KeyStroke.getKeyStroke(key), key);
		component.getActionMap().put(key, new KeyAction(work));
	}

	@Override
	public void actionPerformed(final ActionEvent event) {
		work.run();
	}
}
