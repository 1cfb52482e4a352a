namespace Buildpacks.Net.Conformance.Cases;

/// <summary>A case cannot be read or prepared: the suite is at fault, not the lifecycle.</summary>
internal sealed class CaseException(string message) : Exception(message);
