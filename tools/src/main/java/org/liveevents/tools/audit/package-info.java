/** The auditor at an operator's hand: settings, the ledger's answer, a report, an exit code. */
@NullMarked
package org.liveevents.tools.audit;

import org.jspecify.annotations.NullMarked;
