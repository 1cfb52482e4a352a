namespace Buildpacks.Net.Launcher.Env;

/// <summary>How a variable came by its value, or by a part of it.</summary>
internal enum OriginKind
{
    /// <summary>The container's environment.</summary>
    Inherited,

    /// <summary>The container's environment, without the launcher's own folders.</summary>
    InheritedShortened,

    /// <summary>The folder <c>bin</c> or <c>lib</c> of a layer, put in front.</summary>
    Folder,

    /// <summary>A file of a layer that sets it.</summary>
    Override,

    /// <summary>A file of a layer that sets it where it was empty.</summary>
    Default,

    /// <summary>A file of a layer that adds to its end.</summary>
    Append,

    /// <summary>A file of a layer that adds to its front.</summary>
    Prepend,
}
