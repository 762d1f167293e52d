package org.lmttm.app.preferences;

import java.util.List;
import javafx.beans.property.Property;
import javafx.scene.Node;

/**
 * One page of the preferences.
 *
 * @param id names it in the bundle
 * @param content what stands on it
 * @param settings what its reset gives their first values
 * @param whenShown is done each time it is shown
 */
record PreferencePage(String id, Node content, List<Property<?>> settings, Runnable whenShown) {}
