/** What every command has: settings, exit codes, a progress bar, an orderly end when stopped. */
@NullMarked
package org.liveevents.tools.command;

import org.jspecify.annotations.NullMarked;
