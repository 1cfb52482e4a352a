using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Rebase;

/// <summary>The log lines of the phase.</summary>
internal static partial class RebaseLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Objection}; going on because of -force")]
    public static partial void Forced(ILogger log, string objection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the labels of the image do not name the new base \"{Base}\"; going on because of -force")]
    public static partial void UnknownBase(ILogger log, string @base);

    [LoggerMessage(Level = LogLevel.Information, Message = "*** Image \"{Image}\" rebased: {Identifier}")]
    public static partial void Saved(ILogger log, string image, string identifier);
}
