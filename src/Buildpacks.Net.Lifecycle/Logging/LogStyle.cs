namespace Buildpacks.Net.Lifecycle.Logging;

/// <summary>How log lines are written.</summary>
/// <param name="Colored">With ANSI colours, terminal or not, as the reference does: platforms switch them off with -no-color.</param>
/// <param name="Json">One JSON object a line, for machines.</param>
internal readonly record struct LogStyle(bool Colored, bool Json);
