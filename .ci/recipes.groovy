// Runs a declarative Jenkins pipeline with stand-ins for the steps that the recipe uses; any other step is an error.
// Usage: groovy recipes.groovy JENKINSFILE
import java.nio.file.FileSystems
import org.codehaus.groovy.control.CompilerConfiguration

abstract class Jenkins extends Script {
    private final Map<String, String> environment = [GIT_COMMIT: 'git rev-parse HEAD'.execute().text.trim()]
    private Throwable failure
    boolean hasReports

    def pipeline(Closure body) {
        body()
        if (failure) throw failure
    }

    def agent(Closure body) { body() }
    def label(String name) { assert name }
    def options(Closure body) { body() }
    def disableConcurrentBuilds() {}
    def timeout(Map limit) { assert limit.time && limit.unit in ['SECONDS', 'MINUTES', 'HOURS'] }
    def environment(Closure body) { body() }
    def credentials(String id) { assert id }
    def stages(Closure body) {
        // post actions run whatever the stages did
        try { body() } catch (Throwable e) { failure = e }
    }
    def stage(String name, Closure body) { println "stage: $name"; body() }
    def steps(Closure body) { body() }
    def script(Closure body) { body() }
    def post(Closure body) { body() }
    def always(Closure body) { body() }

    def sh(String script) {
        int code = sh(script: script, returnStatus: true)
        if (code != 0) error("script returned exit code $code")
    }
    int sh(Map step) {
        assert step.keySet() == ['script', 'returnStatus'] as Set && step.returnStatus
        def builder = new ProcessBuilder('sh', '-xe', '-c', step.script.toString()).inheritIO()
        builder.environment().putAll(environment)
        return builder.start().waitFor()
    }
    def error(Object message) { throw new IllegalStateException(message.toString()) }
    def unstable(Object message) { println "UNSTABLE: $message" }
    def junit(Map step) {
        assert step.keySet() == ['testResults', 'skipMarkingBuildUnstable'] as Set
        assert new XmlSlurper().parse(new File(step.testResults)).testsuite.testcase.size() > 0
        hasReports = true
    }
    def archiveArtifacts(Map step) {
        def matcher = FileSystems.default.getPathMatcher("glob:${step.artifacts}")
        boolean isThere = false
        new File('fleet').eachFileRecurse { isThere |= matcher.matches(it.toPath()) }
        assert isThere
    }
}

def configuration = new CompilerConfiguration(scriptBaseClass: Jenkins.name)
def pipeline = new GroovyShell(getClass().classLoader, new Binding(), configuration).parse(new File(args[0]))
try {
    pipeline.run()
} catch (IllegalStateException e) {
    println "FAILURE: $e.message"
    System.exit(1)
} finally {
    assert pipeline.hasReports
}
